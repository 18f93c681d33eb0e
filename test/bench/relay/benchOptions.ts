// What `npm run -s bench:relay --` can be told.
import { parseArgs } from 'node:util';
import { faultNames, type FaultName } from './faultPlans.ts';

/** Companies the bars are set for: spec presence 6. */
export type ScaleProfile = 'seed' | 'x10';

/** Options of one run. */
export interface BenchOptions {
  /** Undefined: users and calls as given, and only what is right is judged. */
  readonly scaleProfile: ScaleProfile | undefined;
  readonly users: number;
  /** Busy-hour call attempts. */
  readonly bhcc: number;
  /** Measured seconds of traffic; the warm-up comes before. A fault and the time after it come on top. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Mean talk time; no call talks longer than twice this. */
  readonly meanTalkSeconds: number;
  readonly meanRingSeconds: number;
  /** Presence requests per 30 s that Graph allows each registration, and the service is told. */
  readonly quota: number;
  /** App registrations of the tenant. */
  readonly registrations: number;
  readonly fault: FaultName;
  /** Also runs the plain peer on the same load. */
  readonly peer: boolean;
  /** A bar that is missed is an error of the command. */
  readonly assert: boolean;
  readonly seed: number;
  readonly profile: 'light' | 'full';
  /** The service's entry from the repository's root; a `.ts` entry runs through tsx. */
  readonly main: string;
  readonly json: boolean;
}

interface Scale {
  readonly users: string;
  readonly bhcc: string;
  /** A company of that size is set up with so many: one registration's quota cannot carry its changes (decision 0012). */
  readonly registrations: string;
}

const scales: Readonly<Record<ScaleProfile, Scale>> = {
  seed: { users: '5000', bhcc: '16000', registrations: '1' },
  x10: { users: '50000', bhcc: '160000', registrations: '4' },
};

/** Parses the command line; throws with the usage when it is wrong. */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const values = parse(args);
  const scaleProfile = values['scale-profile'];
  const scale = scales[wordOf('scale-profile', scaleProfile ?? 'seed', ['seed', 'x10'])];
  const seconds = numberOf('seconds', values.seconds, 1, 3600);
  return {
    scaleProfile:
      scaleProfile === undefined ? undefined : wordOf('scale-profile', scaleProfile, ['seed', 'x10'] as const),
    users: numberOf('users', values.users ?? scale.users, 4, 200_000),
    bhcc: numberOf('bhcc', values.bhcc ?? scale.bhcc, 1, 5_000_000),
    seconds,
    warmUpSeconds: numberOf('warm-up', values['warm-up'], 0, 600),
    meanTalkSeconds: Math.min(20, Math.max(1, seconds / 6)),
    meanRingSeconds: Math.min(2, Math.max(0.5, seconds / 30)),
    quota: numberOf('quota', values.quota, 30, 10_000_000),
    registrations: numberOf('registrations', values.registrations ?? scale.registrations, 1, 32),
    fault: wordOf('faults', values.faults, faultNames),
    peer: values.peer,
    assert: values.assert,
    seed: numberOf('seed', values.seed, 0, 4_294_967_295),
    profile: values.profile === 'full' ? 'full' : 'light',
    main: values.main,
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      'scale-profile': { type: 'string' },
      users: { type: 'string' },
      bhcc: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      'warm-up': { type: 'string', default: '5' },
      quota: { type: 'string', default: '1500' },
      registrations: { type: 'string' },
      faults: { type: 'string', default: 'none' },
      peer: { type: 'boolean', default: false },
      assert: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      profile: { type: 'string', default: 'light' },
      main: { type: 'string', default: 'dist/bot/main.js' },
      json: { type: 'boolean', default: false },
    },
  }).values;
}

function numberOf(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= low && value <= high) return value;
  throw new Error(`--${name} is a number from ${String(low)} to ${String(high)}`);
}

function wordOf<Word extends string>(name: string, text: string, words: readonly Word[]): Word {
  const word = words.find((each) => each === text);
  if (word === undefined) throw new Error(`--${name} is one of ${words.join(', ')}`);
  return word;
}
