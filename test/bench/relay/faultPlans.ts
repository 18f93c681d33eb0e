// What goes wrong in the middle of a bench, for how long, and how it is played.
import { setTimeout as wait } from 'node:timers/promises';
import { hasClient, monotonicUs, post } from './httpJson.ts';
import type { World } from './startWorld.ts';

export const faultNames = ['none', '429', 'outage', 'pbx-drop', 'kill9'] as const;
/** `--faults`. */
export type FaultName = (typeof faultNames)[number];

/** When something was wrong, in microseconds of the shared clock. */
export interface Gap {
  readonly fromUs: number;
  /** When what was wrong had ended. */
  readonly untilUs: number;
  /** Until when the service heard nothing of the PBX, which is when it was connected again; undefined: it heard all along. */
  readonly deafUntilUs: number | undefined;
}

/** What a fault is in words, and how it is played; resolves when it has ended. */
interface FaultPlan {
  readonly says: string;
  /** The service cannot hear the PBX meanwhile. */
  readonly isDeaf: boolean;
  readonly play: (world: World) => Promise<void>;
}

const graphFaultSeconds = 10;
/** Longer than the grace of 15 s after which a lost PBX's lines become unknown. */
const linkDownSeconds = 20;
const throttleShare = 0.5;
const retryAfterSeconds = 2;
const resetShare = 0.3;
const clientPollMs = 50;
const writes = '/presence/(set|clear)Presence$';

/** All faults but none. */
export const faultPlans: Readonly<Record<Exclude<FaultName, 'none'>, FaultPlan>> = {
  '429': {
    isDeaf: false,
    says: `Graph answers ${String(throttleShare * 100)} % of the presence writes with 429, Retry-After ${String(retryAfterSeconds)}, for ${String(graphFaultSeconds)} s`,
    play: (world) => graphFaults(world, [{ kind: 'throttle', match: writes, share: throttleShare, retryAfterSeconds }]),
  },
  outage: {
    isDeaf: false,
    says: `Graph cuts ${String(resetShare * 100)} % of the connections and answers all other requests with 503, for ${String(graphFaultSeconds)} s`,
    play: (world) => graphFaults(world, [{ kind: 'reset', share: resetShare }, { kind: 'serverError' }]),
  },
  'pbx-drop': {
    isDeaf: true,
    says: `the PBX drops the link and refuses it for ${String(linkDownSeconds)} s while its calls go on`,
    play: async ({ pbxUrl }) => {
      await post(`${pbxUrl}/link`, { up: false, how: 'refused' });
      await wait(linkDownSeconds * 1000);
      await post(`${pbxUrl}/link`, { up: true });
    },
  },
  kill9: {
    isDeaf: true,
    says: 'the process is ended with SIGKILL and started again at once; the fault ends when it is started again',
    play: (world) => world.restart(),
  },
};

/** Plays a fault to its end, and until the PBX has its client again. */
export async function playFault(world: World, name: Exclude<FaultName, 'none'>): Promise<Gap> {
  const { play, isDeaf } = faultPlans[name];
  const fromUs = monotonicUs();
  await play(world);
  const untilUs = monotonicUs();
  while (!(await hasClient(world.pbxUrl))) await wait(clientPollMs);
  return { fromUs, untilUs, deafUntilUs: isDeaf ? monotonicUs() : undefined };
}

/** The first that hits a request is played, so what spares some must come before what spares none. */
async function graphFaults({ graphUrl }: World, faults: readonly object[]): Promise<void> {
  for (const fault of faults) await post(`${graphUrl}/_sandbox/faults`, { ...fault, seconds: graphFaultSeconds });
  await wait(graphFaultSeconds * 1000);
}
