// Decides what a person's phone is told of what Teams shows of them (spec presence 5).
import type { ShownPresence, TeamsSession } from './presenceTypes.ts';

/** A state of Teams that may be a phone's concern. `manual...`: chosen by the person; the rest comes from what they do. */
export type TeamsState =
  'manualDoNotDisturb' | 'presenting' | 'focusing' | 'manualBusy' | 'inMeeting' | 'inACall' | 'away';

/** What a phone is told; `nothing`: that it is free of our words. */
export type PhoneWord = 'doNotDisturb' | 'busy' | 'nothing';

/** What each state tells the phone. */
export type TeamsToPbxPolicy = Readonly<Record<TeamsState, PhoneWord>>;

/**
 * Who wants no disturbance in Teams gets none on the phone; everything else leaves the phone alone. `inACall` least of all: a call
 * in Teams looks just like one on the phone, and the phone's own call must never come back to it.
 */
export const defaultTeamsToPbx: TeamsToPbxPolicy = {
  manualDoNotDisturb: 'doNotDisturb',
  presenting: 'doNotDisturb',
  focusing: 'doNotDisturb',
  manualBusy: 'nothing',
  inMeeting: 'nothing',
  inACall: 'nothing',
  away: 'nothing',
};

/** Graph's pairs, `availability/activity`. */
const ofPair: Readonly<Record<string, TeamsState>> = {
  'DoNotDisturb/DoNotDisturb': 'manualDoNotDisturb',
  'DoNotDisturb/Presenting': 'presenting',
  'DoNotDisturb/Focusing': 'focusing',
  'Busy/Busy': 'manualBusy',
  'Busy/InAMeeting': 'inMeeting',
  'Busy/InACall': 'inACall',
  'Busy/InAConferenceCall': 'inACall',
};
/** Idle clients keep the state and add to its name. */
const ofAvailability: Readonly<Record<string, TeamsState>> = {
  DoNotDisturb: 'manualDoNotDisturb',
  Busy: 'manualBusy',
  BusyIdle: 'inMeeting',
  Away: 'away',
  BeRightBack: 'away',
};
const wordless: ReadonlySet<string> = new Set(['PresenceUnknown', 'Unknown', '']);

/** How strong a state is beside the sessions of a person: DoNotDisturb > Busy > Away; what the person chose beats them all. */
const strength: Readonly<Record<TeamsState, number>> = {
  manualDoNotDisturb: 4,
  manualBusy: 4,
  presenting: 3,
  focusing: 3,
  inMeeting: 2,
  inACall: 2,
  away: 1,
};
const strengthOfSession: Readonly<Record<TeamsSession['availability'], number>> = { DoNotDisturb: 3, Busy: 2, Away: 1 };

/**
 * The state that counts after this sight, null for none; `former` is the one that counted before. `ours` are the sessions of ours
 * that may be in force as Teams shows it: the acknowledged one, those on their way, one cleared a moment ago.
 *
 * Where a session of ours explains word for word what is shown, the sight is an echo, and an echo is no news: the person may be
 * doing the same beneath it. So what counted before goes on, but only if it could be hidden: a state that our session cannot
 * hide (a choice by hand, or a stronger state) would be seen, so it is over. A sight without words is no news either.
 */
export function followTeams(
  shown: ShownPresence,
  ours: readonly TeamsSession[],
  former: TeamsState | null,
): TeamsState | null {
  if (wordless.has(shown.availability)) return former;
  const echoed = ours.find((own) => own.availability === shown.availability && own.activity === shown.activity);
  if (echoed === undefined) return stateShown(shown);
  if (former === null) return null;
  return strength[former] <= strengthOfSession[echoed.availability] ? former : null;
}

/**
 * What a phone is told in this state. A phone that does not know the word is told nothing: do not disturb in place of busy would
 * send callers away whom nobody wanted sent away.
 */
export function phoneWordFor(
  state: TeamsState | null,
  policy: TeamsToPbxPolicy,
  canTell: readonly PhoneWord[],
): PhoneWord {
  const word = state === null ? 'nothing' : policy[state];
  return canTell.includes(word) ? word : 'nothing';
}

/** Words we do not know tell nothing, as Available and Offline do. */
function stateShown({ availability, activity }: ShownPresence): TeamsState | null {
  return ofPair[`${availability}/${activity}`] ?? ofAvailability[availability] ?? null;
}
