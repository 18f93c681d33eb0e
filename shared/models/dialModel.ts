// Dialling: the pad's text and the ladder of ways to call (a `tel:` link, the PBX rings my phone, copy), remembered per device.
import type { ApiClient, ClockPort } from '#shared/client';
import { createOrder, createTeller, type DialStatus } from './dialOrder.ts';
import { cleanDialText } from './dialText.ts';
import type { CopyPort, SettingsPort } from './ports.ts';
import { createStore, type Readable } from './store.ts';

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
}

/** Everything a person can do with a number. */
export interface DialModel extends Readable<DialSnapshot> {
  setText(text: string): void;
  press(key: string): void;
  erase(): void;
  /** A `tel:` link was followed. */
  launched(number: string): void;
  /** Asks the PBX to ring the caller's phone, then to dial. `isConfirmed`: the person was asked, as service codes need. */
  ring(number: string, isConfirmed?: boolean): Promise<void>;
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
    preferred: possibleWay(null, { canLaunchTel, canRing: false }),
    canRing: false,
    status: { kind: 'none' },
  });
  const tell = createTeller(options.clock, (status) => store.patch({ status }));
  const remember = (number: string): void => {
    settings.write(lastNumberKey, number);
    store.patch({ lastNumber: number });
  };
  const order = createOrder(options, tell);
  const setText = (text: string): void => {
    store.patch({ text: cleanDialText(text) });
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    setText,
    press: (key) => {
      setText(store.getSnapshot().text + key);
    },
    erase: () => {
      store.patch({ text: [...store.getSnapshot().text].slice(0, -1).join('') });
    },
    launched: remember,
    ring: async (number, isConfirmed = false) => {
      const { status } = store.getSnapshot();
      // A double click is one order.
      if (status.kind === 'asking' && status.number === number) return;
      remember(number);
      await order(number, isConfirmed);
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

/** The wished way when this device and this PBX can go it, else the first of the ladder that they can. */
function possibleWay(
  wish: string | null,
  { canLaunchTel, canRing }: { readonly canLaunchTel: boolean; readonly canRing: boolean },
): DialWay {
  if (wish === 'ring' && canRing) return 'ring';
  if (canLaunchTel) return 'tel';
  return canRing ? 'ring' : 'copy';
}
