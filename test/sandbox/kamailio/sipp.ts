// Phones and people played by SIPp: who registers, who rings, who calls whom; one program per part.
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from './freePort.ts';
import { startProgram, type Program } from './Programs.ts';
import type { Kamailio } from './startKamailio.ts';

/** What the phones of a group do with a call. */
export type PhoneHabit = 'phoneAnswers' | 'phoneRings' | 'phoneBusy';
/** What a caller lives through. */
export type CallStory = 'call' | 'cancel' | 'callBusy';

/** Phones that wait for calls. */
export interface Phones {
  readonly port: number;
  stop(): Promise<void>;
}

/** Load: how many calls, how fast. */
export interface CallLoad {
  readonly count: number;
  readonly perSecond: number;
}

const sipp = '/usr/bin/sipp';
const timeLimitSeconds = 20;
const mostAtOnce = 2_000;
/** SIPp waits a whole interval before the first call. */
const single: CallLoad = { count: 1, perSecond: 50 };

/** Starts the phones of one habit. `ringMs`: how long one rings before it is answered. */
export async function startPhones(pbx: Kamailio, habit: PhoneHabit, ringMs = 100): Promise<Phones> {
  const port = await freePort();
  const args = ['-sf', scenario(habit), '-p', String(port), '-d', String(ringMs), '-l', String(mostAtOnce)];
  const phones = startProgram(sipp, [...common(pbx), ...args], pbx.dir);
  return { port, stop: () => phones.stop('SIGKILL') };
}

/** Registers the phones of `users` at `phonePort`; a second port for the same user is a second phone. */
export async function register(pbx: Kamailio, users: readonly string[], phonePort: number): Promise<void> {
  const rows = users.map((user) => `${user};${login(user)}`);
  await run(pbx, 'register', rows, { count: users.length, perSecond: 500 }, ['-key', 'phone_port', String(phonePort)]);
}

/** One call from beginning to end; `ms` is the talk, or how long the caller lets it ring. */
export async function call(pbx: Kamailio, story: CallStory, from: string, to: string, ms = 300): Promise<void> {
  await run(pbx, story, [`${from};${to}`], single, ['-d', String(ms)]);
}

/** One call that goes on until `stop`, which tells nobody: SIPp is gone as after a power cut. */
export function startCall(pbx: Kamailio, from: string, to: string): { stop(): Promise<void> } {
  const part = start(pbx, 'call', [`${from};${to}`], single, ['-d', '600000']);
  return { stop: () => part.stop('SIGKILL') };
}

/** Many calls, the pairs in turn; resolves to the number of calls SIPp saw succeed. */
export async function callMany(
  pbx: Kamailio,
  pairs: readonly (readonly [from: string, to: string])[],
  load: CallLoad,
  talkMs: number,
): Promise<number> {
  const file = join(pbx.dir, `${randomBytes(4).toString('hex')}.stat.csv`);
  const rows = pairs.map(([from, to]) => `${from};${to}`);
  await run(pbx, 'call', rows, load, ['-d', String(talkMs), '-trace_stat', '-stf', file, '-fd', '1']);
  return successes(readFileSync(file, 'utf8'));
}

/** The mailbox of a user: `counts` as in `2/5`. */
export async function publishMessages(pbx: Kamailio, user: string, lamp: 'yes' | 'no', counts: string): Promise<void> {
  const keys = ['-key', 'user', user, '-key', 'lamp', lamp, '-key', 'counts', counts];
  await run(pbx, 'publishMessages', [login(user)], single, keys);
}

/** The user does not want to be disturbed for `ms`; resolves when it is over. */
export async function doNotDisturb(pbx: Kamailio, user: string, ms: number): Promise<void> {
  const keys = ['-key', 'user', user, '-d', String(ms)];
  await run(pbx, 'publishDoNotDisturb', [login(user)], single, keys);
}

function login(user: string): string {
  return `[authentication username=${user} password=pw${user}]`;
}

function scenario(name: string): string {
  return resolve(import.meta.dirname, 'scenarios', `${name}.xml`);
}

function common(pbx: Kamailio): readonly string[] {
  return [`127.0.0.1:${String(pbx.port)}`, '-i', '127.0.0.1', '-nostdin'];
}

async function run(...part: Parameters<typeof start>): Promise<void> {
  const program = start(...part);
  const code = await program.ended;
  if (code !== 0) throw new Error(`SIPp (${part[1]}) ended with ${String(code)}:\n${program.tail()}`);
}

function start(
  pbx: Kamailio,
  name: string,
  rows: readonly string[],
  { count, perSecond }: CallLoad,
  more: readonly string[],
): Program {
  const data = join(pbx.dir, `${randomBytes(4).toString('hex')}.csv`);
  writeFileSync(data, `SEQUENTIAL\n${rows.join('\n')}\n`);
  const limit = timeLimitSeconds + Math.ceil((2 * count) / perSecond);
  const load = ['-m', String(count), '-r', String(perSecond), '-l', String(mostAtOnce)];
  // SIPp waits for ever when the PBX dies.
  const bounds = ['-timeout', String(limit), '-timeout_error'];
  const args = [...common(pbx), '-sf', scenario(name), '-inf', data, ...load, ...bounds, ...more];
  return startProgram(sipp, args, pbx.dir);
}

/** The last line of SIPp's statistics, by the name of the column. */
function successes(csv: string): number {
  const lines = csv.trim().split('\n');
  const at = lines[0]?.split(';').indexOf('SuccessfulCall(C)') ?? -1;
  return Number(lines.at(-1)?.split(';')[at] ?? Number.NaN);
}
