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
  readonly me: Me | undefined;
  /** Link of the service to the PBX; undefined until told. */
  readonly pbx: PbxLink | undefined;
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
}

/** The service closes streams when tokens expire and on restarts: back within this time, nobody needs to know. */
const graceMs = 2_500;
/** A `Date` header has whole seconds and travels: smaller differences are noise. */
const skewNoiseMs = 2_000;

/** A session that is starting. */
export function createSessionModel(clock: ClockPort): SessionModel {
  const store = createStore<SessionSnapshot>({
    phase: 'starting',
    error: undefined,
    connection: 'connecting',
    me: undefined,
    pbx: undefined,
    presence: undefined,
    clockSkewMs: 0,
    missedCount: 0,
  });
  let cancelGrace: (() => void) | undefined;

  const setStream = (state: StreamState): void => {
    if (state.kind === 'open') {
      cancelGrace?.();
      cancelGrace = undefined;
      store.patch({ connection: 'open' });
    } else if (state.kind === 'lost') {
      cancelGrace ??= clock.after(graceMs, () => {
        store.patch({ connection: 'lost' });
      });
    }
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    setStream,
    setPhase: (phase, error) => {
      store.patch({ phase, error });
    },
    setMe: (me) => {
      store.patch({ me, pbx: me.pbx, presence: me.presence, error: undefined });
    },
    setPresence: (presence) => {
      store.patch({ presence });
    },
    setMissedCount: (missedCount) => {
      store.patch({ missedCount });
    },
    setPbx: (pbx) => {
      store.patch({ pbx });
    },
    setServerTime: (serverMs, heardAtMs) => {
      const skewMs = serverMs - heardAtMs;
      store.patch({ clockSkewMs: Math.abs(skewMs) < skewNoiseMs ? 0 : Math.round(skewMs / 1000) * 1000 });
    },
  };
}
