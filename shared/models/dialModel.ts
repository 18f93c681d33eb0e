// Dialling: the pad's text and the ladder of ways to call (a `tel:` link, the PBX rings my phone, copy), remembered per device.
import type { ApiClient, ClockPort } from '#shared/client';
import type { LiveCall } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import type { DialQuestion } from '#shared/ui';
import { createOrder, createTeller, type DialStatus } from './dialOrder.ts';
import { cleanDialText } from './dialText.ts';
import type { CopyPort, SettingsPort } from './ports.ts';
import { createStore, type Readable, type Store } from './store.ts';

/** The steps of the launch ladder. */
export type DialWay = 'tel' | 'ring' | 'copy';

/** What the dial pad and every dial button show. */
export interface DialSnapshot {
  /** Text of the pad as typed or pasted, cleaned of what cannot be shown. */
  readonly text: string;
  /** The last number called from here, for redial; empty when none. */
  readonly lastNumber: string;
  /** The way a plain click takes. */
  readonly preferred: DialWay;
  /** The PBX can ring this person's phone. */
  readonly canRing: boolean;
  readonly status: DialStatus;
  /** What the person is asked before it is called (product D7). */
  readonly question: DialQuestion | undefined;
}

/** Everything a person can do with a number. */
export interface DialModel extends Readable<DialSnapshot> {
  setText(text: string): void;
  press(key: string): void;
  erase(): void;
  /** A `tel:` link was followed. */
  launched(number: string): void;
  /**
   * Asks the PBX to ring the caller's phone, then to dial. `isConfirmed`: the person was asked and said yes; `fromLine`: from
   * this line, which somebody shares with the caller.
   */
  ring(number: string, isConfirmed?: boolean, fromLine?: string): Promise<void>;
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
  setCanRing(canRing: boolean): void;
}

/** What the dial model works with. */
export interface DialOptions {
  readonly api: Pick<ApiClient, 'dial'>;
  readonly clock: ClockPort;
  readonly settings: SettingsPort;
  readonly copy: CopyPort;
  /** The host lets pages open `tel:`. */
  readonly canLaunchTel: boolean;
  /** A fresh request id, e.g. `crypto.randomUUID`. */
  readonly newId: () => string;
}

const lastNumberKey = 'dial.last';
const preferredKey = 'dial.preferred';

/** The dial model of this device. */
export function createDialModel(options: DialOptions): DialModel {
  const { settings, canLaunchTel } = options;
  const store = createStore<DialSnapshot>({
    text: '',
    lastNumber: settings.read(lastNumberKey) ?? '',
    preferred: possibleWay(settings.read(preferredKey), { canLaunchTel, canRing: false }),
    canRing: false,
    status: { kind: 'none' },
    question: undefined,
  });
  const tell = createTeller(options.clock, (status) => store.patch({ status }));
  const remember = (number: string): void => {
    settings.write(lastNumberKey, number);
    store.patch({ lastNumber: number });
  };
  const orders = createOrder(options, tell, ({ number, fromLine }, reason) => {
    store.patch({ question: { number, reason, way: 'ring', ...(fromLine !== undefined && { fromLine }) } });
  });

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    ...padOf(store),
    launched: remember,
    ring: async (number, isConfirmed = false, fromLine) => {
      const { status } = store.getSnapshot();
      // A double click is one order.
      if (status.kind === 'asking' && status.number === number) return;
      remember(number);
      await orders.place({ number, ...(fromLine !== undefined && { fromLine }) }, isConfirmed);
    },
    heardCalls: (calls) => {
      if (orders.heardCalls(calls) && store.getSnapshot().status.kind === 'ringing') tell({ kind: 'none' });
    },
    orderFailed: orders.failed,
    ask: (question) => {
      store.patch({ question });
    },
    closeQuestion: () => {
      store.patch({ question: undefined });
    },
    copy: async (number) => {
      const isCopied = await options.copy(number).catch(() => false);
      tell({ kind: isCopied ? 'copied' : 'copyFailed', number });
    },
    prefer: (way) => {
      settings.write(preferredKey, way);
      store.patch({ preferred: possibleWay(way, { canLaunchTel, canRing: store.getSnapshot().canRing }) });
    },
    dismiss: () => {
      tell({ kind: 'none' });
    },
    setCanRing: (canRing) => {
      store.patch({ canRing, preferred: possibleWay(settings.read(preferredKey), { canLaunchTel, canRing }) });
    },
  };
}

function padOf(store: Store<DialSnapshot>): Pick<DialModel, 'setText' | 'press' | 'erase'> {
  const setText = (text: string): void => {
    store.patch({ text: cleanDialText(text) });
  };
  return {
    setText,
    press: (key) => {
      setText(store.getSnapshot().text + key);
    },
    erase: () => {
      store.patch({ text: [...store.getSnapshot().text].slice(0, -1).join('') });
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
