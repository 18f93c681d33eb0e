// When was whose state in Teams not what the phone said: intervals, from both journals.
import type { PbxChange } from './matchChanges.ts';

/** A write that Graph carried out: one registration's session of a user was set or taken away. */
export interface AppliedWrite extends PbxChange {
  readonly app: string;
}

/** A user's state in Teams differed from the phone's; microseconds. */
export interface WrongInterval {
  readonly user: string;
  readonly fromUs: number;
  readonly untilUs: number;
  /** True: Teams showed a call that was over. */
  readonly isStuck: boolean;
}

type Step = { readonly atUs: number } & (
  { readonly phone: boolean } | { readonly app: string; readonly isSet: boolean }
);

/**
 * The intervals of all users up to `endUs`. A user is in a call in Teams while any registration holds a session. An interval
 * begins with the change since which the two differ, and ends when they agree again, whoever moved.
 */
export function wrongIntervals(
  changes: readonly PbxChange[],
  writes: readonly AppliedWrite[],
  endUs: number,
): readonly WrongInterval[] {
  const steps = new Map<string, Step[]>();
  const add = (user: string, step: Step): void => {
    const list = steps.get(user);
    if (list === undefined) steps.set(user, [step]);
    else list.push(step);
  };
  for (const { user, state, atUs } of changes) add(user, { atUs, phone: state === 'busy' });
  for (const { user, state, atUs, app } of writes) add(user, { atUs, app, isSet: state === 'busy' });
  return [...steps].flatMap(([user, list]) => intervalsOf(user, list, endUs));
}

function intervalsOf(user: string, steps: Step[], endUs: number): readonly WrongInterval[] {
  const found: WrongInterval[] = [];
  const sessions = new Set<string>();
  let phone = false;
  let wrongFromUs: number | undefined;
  let isStuck = false;
  const close = (untilUs: number): void => {
    if (wrongFromUs !== undefined) found.push({ user, fromUs: wrongFromUs, untilUs, isStuck });
    wrongFromUs = undefined;
  };
  for (const step of steps.sort((one, other) => one.atUs - other.atUs)) {
    if ('phone' in step) phone = step.phone;
    else if (step.isSet) sessions.add(step.app);
    else sessions.delete(step.app);
    if (sessions.size > 0 === phone) close(step.atUs);
    else if (wrongFromUs === undefined) [wrongFromUs, isStuck] = [step.atUs, !phone];
  }
  close(endUs);
  return found;
}

/** What is on its way is not wrong: an interval counts once it is this old. */
const onItsWayUs = 1_000_000;

/** Users wrong for a second or more at `atUs`. */
export function countWrongAt(intervals: readonly WrongInterval[], atUs: number): number {
  return intervals.filter(({ fromUs, untilUs }) => fromUs + onItsWayUs <= atUs && untilUs > atUs).length;
}

/** Users wrong at `fromUs` and each second after it, the last one at `untilUs` or before. */
export function wrongBySecond(intervals: readonly WrongInterval[], fromUs: number, untilUs: number): readonly number[] {
  const seconds = Math.floor((untilUs - fromUs) / 1_000_000);
  return Array.from({ length: seconds + 1 }, (_, second) => countWrongAt(intervals, fromUs + second * 1_000_000));
}

/** The second from which nobody is wrong any more; null when somebody is at the last one. */
export function calmFrom(bySecond: readonly number[]): number | null {
  const last = bySecond.findLastIndex((count) => count > 0);
  return last === bySecond.length - 1 && bySecond.length > 0 ? null : last + 1;
}
