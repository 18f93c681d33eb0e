// Who is signed in and how the live connection stands; the last known facts stay while it is lost.
import type { ClockPort, StreamState } from '#shared/client';
import type { Me, PbxLink } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import { createStore, type Readable } from './store.ts';

/**
 * Signing in.
 *
 *   starting --token--> signedIn
 *   starting --no token--> signedOut --signIn--> signingIn --token--> signedIn
 *                                                signingIn --no token--> signedOut
 *   signedIn --token refused or not renewable--> signedOut
 */
export type SessionPhase = 'starting' | 'signedOut' | 'signingIn' | 'signedIn';

/** The live connection as people should see it; a short gap is not worth a word. */
export type Connection = 'connecting' | 'open' | 'lost';

/** What the frame of the app shows. */
export interface SessionSnapshot {
  readonly phase: SessionPhase;
  /** Why signing in or reading the profile failed last. */
  readonly error: ErrorCode | undefined;
  readonly connection: Connection;
  /** Since when (ms since the epoch, this device's clock) the connection is away; undefined while it is not `lost`. */
  readonly lostSinceMs: number | undefined;
  readonly me: Me | undefined;
  /** Link of the service to the PBX; undefined until told. */
  readonly pbx: PbxLink | undefined;
  /** Since when the PBX is known to be down, like `lostSinceMs`. */
  readonly pbxDownSinceMs: number | undefined;
  readonly presence: Me['presence'] | undefined;
  /** Service clock minus this device's clock (ms); 0 while the two agree within two seconds. */
  readonly clockSkewMs: number;
  /** Missed calls nobody has looked at, on any device; 0 until told. */
  readonly missedCount: number;
}

/** The session: told by the composition, read by the views. */
export interface SessionModel extends Readable<SessionSnapshot> {
  setPhase(phase: SessionPhase, error?: ErrorCode): void;
  setMe(me: Me): void;
  setPresence(presence: Me['presence']): void;
  setPbx(pbx: PbxLink): void;
  setMissedCount(count: number): void;
  setStream(state: StreamState): void;
  setServerTime(serverMs: number, heardAtMs: number): void;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
}

/** The service closes streams when tokens expire and on restarts: back within this time, nobody needs to know. */
const graceMs = 2_500;
/** A `Date` header has whole seconds and travels: smaller differences are noise. */
const skewNoiseMs = 2_000;

/** What is known of nobody. */
const nobody = {
  error: undefined,
  me: undefined,
  pbx: undefined,
  pbxDownSinceMs: undefined,
  presence: undefined,
  missedCount: 0,
} as const;

/** A session that is starting. */
export function createSessionModel(clock: ClockPort): SessionModel {
  const store = createStore<SessionSnapshot>({
    ...nobody,
    phase: 'starting',
    connection: 'connecting',
    lostSinceMs: undefined,
    clockSkewMs: 0,
  });
  let cancelGrace: (() => void) | undefined;

  const setStream = (state: StreamState): void => {
    if (state.kind === 'open') {
      cancelGrace?.();
      cancelGrace = undefined;
      store.patch({ connection: 'open', lostSinceMs: undefined });
    } else if (state.kind === 'lost') {
      const lostSinceMs = clock.now();
      cancelGrace ??= clock.after(graceMs, () => {
        store.patch({ connection: 'lost', lostSinceMs });
      });
    }
  };

  const setPbx = (pbx: PbxLink): void => {
    const { pbxDownSinceMs } = store.getSnapshot();
    store.patch({ pbx, pbxDownSinceMs: pbx === 'down' ? (pbxDownSinceMs ?? clock.now()) : undefined });
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    setStream,
    setPbx,
    forget: () => {
      store.patch(nobody);
    },
    setPhase: (phase, error) => {
      store.patch({ phase, error });
    },
    setMe: (me) => {
      store.patch({ me, presence: me.presence, error: undefined });
      setPbx(me.pbx);
    },
    setPresence: (presence) => {
      store.patch({ presence });
    },
    setMissedCount: (missedCount) => {
      store.patch({ missedCount });
    },
    setServerTime: (serverMs, heardAtMs) => {
      const skewMs = serverMs - heardAtMs;
      store.patch({ clockSkewMs: Math.abs(skewMs) < skewNoiseMs ? 0 : Math.round(skewMs / 1000) * 1000 });
    },
  };
}
