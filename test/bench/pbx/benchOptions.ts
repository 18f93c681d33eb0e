// What `npm run -s bench:pbx --` can be told.
import { parseArgs } from 'node:util';

/** Parts that can be measured by themselves. */
export type PbxPart = 'ami' | 'sip';

/** Options of one run. */
export interface PbxBenchOptions {
  readonly parts: readonly PbxPart[];
  /** How often each figure is taken; the median is told. */
  readonly rounds: number;
  /** Copies of the recordings that one round of AMI reads. */
  readonly copies: number;
  /** Package, or folder of one, whose parser is measured beside ours. */
  readonly peer: string;
  /** Lines watched over SIP. */
  readonly subscriptions: number;
  /** SUBSCRIBEs a second while they are set up. */
  readonly subscribesPerSecond: number;
  /** Calls a second. */
  readonly rate: number;
  /** Seconds of calls in one round. */
  readonly seconds: number;
  readonly transport: 'udp' | 'tcp';
  readonly json: boolean;
}

/** Parses the command line; throws with the usage when it is wrong. */
export function parseBenchOptions(args: readonly string[]): PbxBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      part: { type: 'string', default: 'both' },
      rounds: { type: 'string', default: '3' },
      copies: { type: 'string', default: '40' },
      peer: { type: 'string', default: 'yana' },
      subscriptions: { type: 'string', default: '50000' },
      'subscribe-rate': { type: 'string', default: '1000' },
      rate: { type: 'string', default: '45' },
      seconds: { type: 'string', default: '60' },
      transport: { type: 'string', default: 'udp' },
      json: { type: 'boolean', default: false },
    },
  });
  const part = wordOf('part', values.part, ['both', 'ami', 'sip']);
  return {
    parts: part === 'both' ? ['ami', 'sip'] : [part],
    rounds: numberOf('rounds', values.rounds, 1, 99),
    copies: numberOf('copies', values.copies, 1, 1_000),
    peer: values.peer,
    subscriptions: numberOf('subscriptions', values.subscriptions, 2, 200_000),
    subscribesPerSecond: numberOf('subscribe-rate', values['subscribe-rate'], 1, 1_000),
    rate: numberOf('rate', values.rate, 1, 500),
    seconds: numberOf('seconds', values.seconds, 1, 3_600),
    transport: wordOf('transport', values.transport, ['udp', 'tcp']),
    json: values.json,
  };
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
