// What `npm run -s bench:relay --` can be told.
import { parseArgs } from 'node:util';

/** Options of one run. */
export interface BenchOptions {
  readonly users: number;
  /** Busy-hour call attempts. */
  readonly bhcc: number;
  /** Measured seconds of traffic; the warm-up comes before. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Mean talk time; no call talks longer than twice this. */
  readonly meanTalkSeconds: number;
  readonly meanRingSeconds: number;
  /** Presence requests per 30 s that Graph allows, and the service is told. */
  readonly quota: number;
  readonly seed: number;
  readonly profile: 'light' | 'full';
  /** The service's entry from the repository's root; a `.ts` entry runs through tsx. */
  readonly main: string;
  readonly json: boolean;
}

/** Parses the command line; throws with the usage when it is wrong. */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      users: { type: 'string', default: '5000' },
      bhcc: { type: 'string', default: '16000' },
      seconds: { type: 'string', default: '60' },
      'warm-up': { type: 'string', default: '5' },
      quota: { type: 'string', default: '1500' },
      seed: { type: 'string', default: '1' },
      profile: { type: 'string', default: 'light' },
      main: { type: 'string', default: 'dist/bot/main.js' },
      json: { type: 'boolean', default: false },
    },
  });
  const seconds = numberOf('seconds', values.seconds, 1, 3600);
  return {
    users: numberOf('users', values.users, 4, 200_000),
    bhcc: numberOf('bhcc', values.bhcc, 1, 5_000_000),
    seconds,
    warmUpSeconds: numberOf('warm-up', values['warm-up'], 0, 600),
    meanTalkSeconds: Math.min(20, Math.max(1, seconds / 6)),
    meanRingSeconds: Math.min(2, Math.max(0.5, seconds / 30)),
    quota: numberOf('quota', values.quota, 30, 10_000_000),
    seed: numberOf('seed', values.seed, 0, 4_294_967_295),
    profile: values.profile === 'full' ? 'full' : 'light',
    main: values.main,
    json: values.json,
  };
}

function numberOf(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= low && value <= high) return value;
  throw new Error(`--${name} is a number from ${String(low)} to ${String(high)}`);
}
