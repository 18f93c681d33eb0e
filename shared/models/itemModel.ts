// The selected mail or appointment: reads it when it changes, finds the numbers and the meeting in it.
import { toAppError, type ErrorCode } from '#shared/errors';
import type { ItemPort, ItemSnapshot } from '#shared/host';
import type { MeetingView, NumberView } from '#shared/ui';
import { numbersOf, viewMeeting } from './itemViews.ts';
import type { ItemFinders } from './ports.ts';
import { createStore, type Readable } from './store.ts';

/**
 * Where the item stands.
 *
 *   reading --item--> ready --another item--> reading
 *   reading --no item--> none --another item--> reading
 *   reading --fault--> failed --read, another item--> reading
 */
export type ItemPhase = 'reading' | 'ready' | 'none' | 'failed';

/** What the page of the item shows. */
export interface ItemView {
  readonly phase: ItemPhase;
  readonly kind: ItemSnapshot['kind'];
  readonly numbers: readonly NumberView[];
  readonly meeting: MeetingView | undefined;
  /** The item is longer than what was searched. */
  readonly isCut: boolean;
  readonly error: ErrorCode | undefined;
}

/** The item the person looks at. */
export interface ItemModel extends Readable<ItemView> {
  /** Reads the item (again) and follows the selection from now on. */
  start(): Promise<void>;
  read(): Promise<void>;
  /** The country whose way of writing numbers is meant where none is given. */
  setCountry(country: string): void;
  stop(): void;
}

/** What an item model works with. */
export interface ItemModelOptions {
  readonly item: ItemPort;
  /** A dynamic import: the finders bring the numbering plans of the world. */
  readonly loadFinders: () => Promise<ItemFinders>;
  readonly country?: string;
}

const nothing = { numbers: [], meeting: undefined, isCut: false, error: undefined } as const;

interface Read {
  readonly item: ItemSnapshot;
  readonly finders: ItemFinders;
}

/** A model that has read nothing yet. */
export function createItemModel(options: ItemModelOptions): ItemModel {
  const store = createStore<ItemView>({ phase: 'reading', kind: 'message', ...nothing });
  let { country } = options;
  let last: Read | undefined;
  let turn = 0;
  let unfollow: (() => void) | undefined;

  const show = ({ item, finders }: Read): void => {
    const meeting = viewMeeting(item, finders, country);
    const numbers = numbersOf(item, finders, country).filter(({ e164 }) => !hasPhone(meeting, e164));
    store.patch({ phase: 'ready', kind: item.kind, isCut: item.isCut, error: undefined, numbers, meeting });
  };

  const read = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    last = undefined;
    // What belongs to another mail must not stay on the page, not even for a moment.
    store.patch({ phase: 'reading', ...nothing });
    try {
      const [item, finders] = await Promise.all([options.item.readItem(), options.loadFinders()]);
      if (mine !== turn) return;
      if (item === null) {
        store.patch({ phase: 'none' });
        return;
      }
      last = { item, finders };
      show(last);
    } catch (fault) {
      if (mine === turn) store.patch({ phase: 'failed', error: toAppError(fault, 'host.unavailable').code });
    }
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    read,
    start: () => {
      unfollow ??= options.item.onItemChange(() => void read());
      return read();
    },
    setCountry: (value) => {
      if (value === country) return;
      country = value;
      if (last !== undefined) show(last);
    },
    stop: () => {
      turn += 1;
      unfollow?.();
      unfollow = undefined;
    },
  };
}

/** The card of the meeting has the dial-in numbers already. */
function hasPhone(meeting: MeetingView | undefined, e164: string): boolean {
  return meeting?.phones.some((phone) => phone.number === e164) === true;
}
