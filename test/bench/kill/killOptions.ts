// What `npm run -s bench:kill --` can be told.
import { parseArgs } from 'node:util';

/** Options of one run. */
export interface KillOptions {
  readonly kills: number;
  /** `sqlite`, `postgres` (the one the tests use), or the address of a PostgreSQL server. */
  readonly store: string;
  /** People with a phone each; all of them have a stream open. */
  readonly users: number;
  /** Busy-hour call attempts. */
  readonly bhcc: number;
  readonly meanTalkSeconds: number;
  readonly meanRingSeconds: number;
  /** A ready service is killed at a random moment within so many seconds. */
  readonly lifeSeconds: number;
  /** Share of the lives that end at a random moment of their start, before they are ready. */
  readonly earlyShare: number;
  readonly seed: number;
  /** The service's entry from the repository's root; a `.ts` entry runs through tsx. */
  readonly main: string;
  readonly json: boolean;
}

/** Parses the command line; throws when it is wrong. */
export function parseKillOptions(args: readonly string[]): KillOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '50' },
      store: { type: 'string', default: 'sqlite' },
      users: { type: 'string', default: '150' },
      bhcc: { type: 'string', default: '40000' },
      'talk-seconds': { type: 'string', default: '4' },
      'ring-seconds': { type: 'string', default: '0.5' },
      'life-seconds': { type: 'string', default: '6' },
      'early-share': { type: 'string', default: '0.1' },
      seed: { type: 'string', default: '1' },
      main: { type: 'string', default: 'dist/bot/main.js' },
      json: { type: 'boolean', default: false },
    },
  });
  if (!/^(sqlite|postgres|postgres(ql)?:\/\/.+)$/.test(values.store)) {
    throw new Error('--store is sqlite, postgres or postgres://user@host:5432/database');
  }
  return {
    kills: numberOf('kills', values.kills, 1, 1_000),
    store: values.store,
    users: numberOf('users', values.users, 4, 2_000),
    bhcc: numberOf('bhcc', values.bhcc, 1, 1_000_000),
    meanTalkSeconds: numberOf('talk-seconds', values['talk-seconds'], 0.2, 600),
    meanRingSeconds: numberOf('ring-seconds', values['ring-seconds'], 0.1, 60),
    lifeSeconds: numberOf('life-seconds', values['life-seconds'], 0.1, 600),
    earlyShare: numberOf('early-share', values['early-share'], 0, 1),
    seed: numberOf('seed', values.seed, 0, 4_294_967_295),
    main: values.main,
    json: values.json,
  };
}

function numberOf(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= low && value <= high) return value;
  throw new Error(`--${name} is a number from ${String(low)} to ${String(high)}`);
}
