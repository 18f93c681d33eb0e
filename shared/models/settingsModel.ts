// The settings that go with the person: read from the service, at hand from this device, changed at once and sent behind it.
import type { SettingsChange, UserSettings } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import { SettingsDesk, type SettingsOptions } from './SettingsDesk.ts';
import { createStore, type Readable } from './store.ts';

/**
 * Where the settings stand.
 *
 *   idle --open--> loading --answer--> ready --news, wake--> loading
 *                  loading --fault--> failed --wake, change--> loading
 */
export type SettingsPhase = 'idle' | 'loading' | 'ready' | 'failed';

/** What the views show. */
export interface SettingsSnapshot {
  readonly phase: SettingsPhase;
  /** As the service or this device remembers them, with the changes made here; undefined: not known. */
  readonly settings: UserSettings | undefined;
  /** The service itself has told them. */
  readonly isTold: boolean;
  /** Changes wait for the service. */
  readonly isWaiting: boolean;
  /** Why they could not be read, or why the last change was refused. */
  readonly error: ErrorCode | undefined;
}

/** The settings of the signed-in person. */
export interface SettingsModel extends Readable<SettingsSnapshot> {
  /** This is the person: shows what the device remembers of them, then reads. */
  open(userId: string): void;
  /** The service is back: sends what waits, and reads again. */
  wake(): void;
  /** Another app or device of the person made this revision. */
  heard(revision: number): void;
  change(change: SettingsChange): void;
  /** Everything kept of the person was erased: begins anew, without what this device remembers. */
  startOver(): void;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
}

const unknown = {
  phase: 'idle',
  settings: undefined,
  isTold: false,
  isWaiting: false,
  error: undefined,
} satisfies SettingsSnapshot;

/** Settings of nobody yet. */
export function createSettingsModel(options: SettingsOptions): SettingsModel {
  const store = createStore<SettingsSnapshot>(unknown);
  const desk = new SettingsDesk(options, store.patch);
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    open: (userId) => {
      if (desk.begin(userId)) store.patch(unknown);
      desk.show();
      void desk.run();
    },
    wake: () => {
      // Another app on this device may have left what it could not send.
      desk.show();
      void desk.run();
    },
    heard: (revision) => {
      desk.heard(revision);
    },
    change: (change) => {
      desk.change(change);
    },
    startOver: () => {
      desk.startOver();
      store.patch(unknown);
      desk.show();
      void desk.run();
    },
    forget: () => {
      desk.forget();
      store.patch(unknown);
    },
  };
}
