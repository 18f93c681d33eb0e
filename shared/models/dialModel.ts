// Dialling: the pad's text and the ladder of ways to call (a `tel:` link, the PBX rings my phone, copy), remembered per device.
import type { ApiClient, ClockPort } from '#shared/client';
import type { LiveCall } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import type { DialQuestion } from '#shared/ui';
import { createOrder, createTeller, type DialStatus, type Teller } from './dialOrder.ts';
import { createOwnEntry, type OwnEntry } from './ownEntry.ts';
import { createPadText, type FindPasted, type PadText, type PadTextActions } from './padText.ts';
import type { CopyPort, SettingsPort } from './ports.ts';
import { createStore, type Readable, type Store } from './store.ts';

/** The steps of the launch ladder. */
export type DialWay = 'tel' | 'ring' | 'copy';

/** What the dial pad and every dial button show. */
export interface DialSnapshot extends PadText {
  /** The last number called from here, for redial; empty when none. */
  readonly lastNumber: string;
  /** The way a plain click takes. */
  readonly preferred: DialWay;
  /** The PBX can ring this person's phone. */
  readonly canRing: boolean;
  /** It can do so and call nobody: the self-test tries it. */
  readonly canRingTest: boolean;
  readonly status: DialStatus;
  /** What the person is asked before it is called (product D7). */
  readonly question: DialQuestion | undefined;
}

/** Everything a person can do with a number. */
export interface DialModel extends Readable<DialSnapshot>, PadTextActions {
  /** A `tel:` link was followed. */
  launched(number: string): void;
  /**
   * Asks the PBX to ring the caller's phone, then to dial. `isConfirmed`: the person was asked and said yes; `fromLine`: from
   * this line, which somebody shares with the caller.
   */
  ring(number: string, isConfirmed?: boolean, fromLine?: string): Promise<void>;
  /** Asks the PBX to ring the phone of the own line and to call nobody. */
  ringTest(extension: string): Promise<void>;
  /** The calls that exist now: once the ordered one is on its way, "your phone is ringing" is no longer true. */
  heardCalls(calls: readonly LiveCall[]): void;
  /** The service took the order and tells now that nothing came of it; orders of other devices are none of ours. */
  orderFailed(requestId: string, code: ErrorCode): void;
  /** Asks the person; the views then call, or forget it. */
  ask(question: DialQuestion): void;
  /** The question was answered, either way. */
  closeQuestion(): void;
  copy(number: string): Promise<void>;
  prefer(way: DialWay): void;
  dismiss(): void;
  setCanRing(canRing: boolean, canRingTest?: boolean): void;
  /** This is the person: their last number is offered. */
  open(userId: string): void;
  /** What this device remembers of the person's calls goes. */
  eraseKept(): void;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
}

/** What the dial model works with. */
export interface DialOptions {
  readonly api: Pick<ApiClient, 'dial'>;
  readonly clock: ClockPort;
  readonly settings: SettingsPort;
  readonly copy: CopyPort;
  /** The host lets pages open `tel:`. */
  readonly canLaunchTel: boolean;
  /** Finds numbers in what is pasted; without it a paste is taken as it is. */
  readonly findNumbers?: FindPasted;
  /** A fresh request id, e.g. `crypto.randomUUID`. */
  readonly newId: () => string;
}

const preferredKey = 'dial.preferred';

const nothing = { text: '', found: [], lastNumber: '', status: { kind: 'none' }, question: undefined } as const;

/** The dial model of this device. */
export function createDialModel(options: DialOptions): DialModel {
  const { settings, canLaunchTel } = options;
  const unable = (): DialSnapshot => ({
    ...nothing,
    canRing: false,
    canRingTest: false,
    preferred: possibleWay(settings.read(preferredKey), { canLaunchTel, canRing: false }),
  });
  const store = createStore<DialSnapshot>(unable());
  const entry = createOwnEntry(settings, 'dial.last');
  const tell = createTeller(options.clock, (status) => store.patch({ status }));
  const remember = (number: string): void => {
    entry.write(number);
    store.patch({ lastNumber: number });
  };
  const orders = createOrder(options, tell, ({ number, fromLine }, reason) => {
    store.patch({ question: { number, reason, way: 'ring', ...(fromLine !== undefined && { fromLine }) } });
  });

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    ...createPadText(store, options.findNumbers),
    launched: remember,
    ring: async (number, isConfirmed = false, fromLine) => {
      const { status } = store.getSnapshot();
      // A double click is one order.
      if (status.kind === 'asking' && status.number === number) return;
      remember(number);
      await orders.place({ number, ...(fromLine !== undefined && { fromLine }) }, isConfirmed);
    },
    ringTest: orders.ringTest,
    heardCalls: (calls) => {
      if (orders.heardCalls(calls) && store.getSnapshot().status.kind === 'ringing') tell({ kind: 'none' });
    },
    orderFailed: orders.failed,
    ...answersOf(store, tell),
    ...keptOf(store, entry),
    forget: () => {
      entry.close();
      orders.forget();
      tell({ kind: 'none' });
      store.patch(unable());
    },
    copy: copyWith(options.copy, tell),
    prefer: (way) => {
      settings.write(preferredKey, way);
      store.patch({ preferred: possibleWay(way, { canLaunchTel, canRing: store.getSnapshot().canRing }) });
    },
    setCanRing: (canRing, canRingTest = false) => {
      const preferred = possibleWay(settings.read(preferredKey), { canLaunchTel, canRing });
      store.patch({ canRing, canRingTest: canRing && canRingTest, preferred });
    },
  };
}

function copyWith(copy: CopyPort, tell: Teller): DialModel['copy'] {
  return async (number) => {
    const isCopied = await copy(number).catch(() => false);
    tell({ kind: isCopied ? 'copied' : 'copyFailed', number });
  };
}

function answersOf(store: Store<DialSnapshot>, tell: Teller): Pick<DialModel, 'ask' | 'closeQuestion' | 'dismiss'> {
  return {
    dismiss: () => {
      tell({ kind: 'none' });
    },
    ask: (question) => {
      store.patch({ question });
    },
    closeQuestion: () => {
      store.patch({ question: undefined });
    },
  };
}

/** What this device remembers of the person. */
function keptOf(store: Store<DialSnapshot>, entry: OwnEntry): Pick<DialModel, 'open' | 'eraseKept'> {
  return {
    open: (userId) => {
      entry.open(userId);
      // What was called before the person was known is theirs.
      const { lastNumber } = store.getSnapshot();
      if (lastNumber === '') store.patch({ lastNumber: entry.read() ?? '' });
      else entry.write(lastNumber);
    },
    eraseKept: () => {
      entry.remove();
      store.patch({ lastNumber: '' });
    },
  };
}

/** The wished way when this device and this PBX can go it, else the first of the ladder that they can. */
function possibleWay(
  wish: string | null,
  { canLaunchTel, canRing }: { readonly canLaunchTel: boolean; readonly canRing: boolean },
): DialWay {
  if (wish === 'ring' && canRing) return 'ring';
  // The self-test found that nothing else works here.
  if (wish === 'copy') return 'copy';
  if (canLaunchTel) return 'tel';
  return canRing ? 'ring' : 'copy';
}
