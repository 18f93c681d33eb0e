// Translates CSTA event causes into the normalised ones.
import type { ClearCause } from '#shared/domain/call';

const words: Readonly<Record<string, ClearCause>> = {
  busy: 'busy',
  donotdisturb: 'doNotDisturb',
  callnotanswered: 'callNotAnswered',
  alerttimeexpired: 'callNotAnswered',
  callcancelled: 'callCancelled',
  callrejected: 'rejected',
  rejected: 'rejected',
  answeredelsewhere: 'answeredElsewhere',
  callpickup: 'answeredElsewhere',
  networkcongestion: 'networkCongestion',
  trunksbusy: 'networkCongestion',
  resourcesnotavailable: 'networkCongestion',
  destnotobtainable: 'unreachable',
  destoutoforder: 'unreachable',
  invalidnumberformat: 'unreachable',
  networknotobtainable: 'unreachable',
  networkoutoforder: 'unreachable',
  numberunallocated: 'unreachable',
  numberchanged: 'unreachable',
  outofservice: 'unreachable',
  incompatibledestination: 'unreachable',
  blocked: 'unreachable',
  reordertone: 'unreachable',
  callforwardnoanswer: 'callNotAnswered',
  callforwardbusy: 'busy',
};

/** The cause a PBX gave, undefined for words that say nothing about a failure (`normal`, `newCall`, ...). */
export function toldCause(word: string): ClearCause | undefined {
  const key = word.toLowerCase();
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

/** What is known about a leg when it ends. */
export interface LegEnd {
  readonly hasTalked: boolean;
  readonly wasAlerting: boolean;
  /** Another leg of the same call was answered. */
  readonly isAnsweredElsewhere: boolean;
  /** The device itself hung up. */
  readonly isOwnRelease: boolean;
}

/** Why a leg ended. PBXs say `normalClearing` for nearly everything: what the leg did tells the rest. */
export function clearCause(word: string, end: LegEnd): ClearCause {
  if (end.hasTalked) return 'normalClearing';
  if (end.wasAlerting && end.isAnsweredElsewhere) return 'answeredElsewhere';
  const told = toldCause(word);
  if (told !== undefined) return told;
  return end.wasAlerting && end.isOwnRelease ? 'rejected' : 'callCancelled';
}
