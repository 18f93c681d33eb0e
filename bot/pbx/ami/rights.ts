// What the manager account must be allowed, and what it turns out to lack; pure.
import { AppError } from '#shared/errors';
import type { Fields } from './amiChannel.ts';
import type { AmiForwarding, AmiUserState } from './settings.ts';

/** Actions that need a write class; the lists of a snapshot and the counts of mailboxes among them. */
const always = ['CoreShowChannels', 'ExtensionStateList', 'DeviceStateList', 'PresenceStateList', 'MailboxCount'];
/** Listed for every account: an answer without it is no list of actions. */
const proof = 'ping';

/** What this connector asks of its account. */
export function neededActions(told: {
  readonly userState?: AmiUserState;
  readonly forwarding?: AmiForwarding;
}): readonly string[] {
  return [
    ...always,
    'Originate',
    'Hangup',
    ...(told.userState === undefined ? [] : ['Setvar']),
    ...(told.forwarding === undefined ? [] : ['DBPut', 'DBDel', 'DBGet']),
  ];
}

/**
 * Which of `needed` the answer to ListCommands leaves out: it names what the account may do and nothing else. Empty, too, when
 * the answer is no such list. https://docs.asterisk.org/Latest_API/API_Documentation/AMI_Actions/ListCommands
 */
export function missingActions(needed: readonly string[], commands: Fields): readonly string[] {
  const listed = new Set(Object.keys(commands).map((name) => name.toLowerCase()));
  return listed.has(proof) ? needed.filter((name) => !listed.has(name.toLowerCase())) : [];
}

/** What is off without an action; everything else works. */
const offWithout: Readonly<Record<string, string>> = {
  CoreShowChannels: 'the link',
  ExtensionStateList: 'states of phones at the start',
  DeviceStateList: 'mailbox lamps at the start',
  PresenceStateList: 'do not disturb at the start',
  MailboxCount: 'counts of mailboxes',
  Originate: 'placing calls',
  Hangup: 'hanging up from the app',
  Setvar: 'telling phones the states of people',
  DBPut: 'setting forwardings',
  DBDel: 'setting forwardings',
  DBGet: 'showing forwardings',
  'call events': 'calls, log and presence',
};

/** The fault an admin must act on; `missing` are actions, or `call events`. Facts say what is off without them. */
export function restricted(missing: readonly string[]): AppError {
  const off = [...new Set(missing.flatMap((name) => offWithout[name] ?? []))];
  const text = `the manager account is not allowed: ${missing.join(', ')}; off: ${off.join(', ')}`;
  return new AppError('pbx.restricted', text, { facts: { missing, off } });
}

const clock = /^(\d{1,6}):([0-5]\d):([0-5]\d)$/;
/** Events and lists may overtake each other by this much. */
const marginMs = 5_000;
const msPerSecond = 1_000;

/** True for a listed channel that began while events were heard, long enough ago for its first event to be here. */
export function isUnheard({ Duration: duration }: Fields, heardSinceMs: number, nowMs: number): boolean {
  const [, hours, minutes, seconds] = clock.exec(duration ?? '') ?? [];
  if (seconds === undefined) return false;
  const livedMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * msPerSecond;
  return livedMs > marginMs && nowMs - livedMs > heardSinceMs + marginMs;
}
