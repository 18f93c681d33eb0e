// The words of presence: line states, PBX user states, the composite, and what we ask of Teams (spec presence 1-3).

/** State of one line, derived in one place from its connections and its registration. */
export type LineState =
  'idle' | 'ringing' | 'dialling' | 'connected' | 'held' | 'conference' | 'doNotDisturb' | 'unregistered' | 'unknown';

/** What a person set on the phone or in its app. */
export type PbxUserState = 'available' | 'away' | 'meeting' | 'busy' | 'doNotDisturb' | 'offline' | 'unknown';

/** The composite of all lines and the user state. */
export type Composite = 'away' | 'doNotDisturb' | 'busy' | 'available' | 'offline' | 'unknown';

/** A presence session of ours in Teams; the five pairs Graph setPresence takes, less Available which we never push. */
export type TeamsSession =
  | { readonly availability: 'Busy'; readonly activity: 'InACall' | 'InAConferenceCall' }
  | { readonly availability: 'Away'; readonly activity: 'Away' }
  | { readonly availability: 'DoNotDisturb'; readonly activity: 'Presenting' };

/** What Teams knows of a user by its own clients. */
export type TeamsClientState = 'offline' | 'idle' | 'active' | 'inCall' | 'inMeeting' | 'presenting' | 'focusing';

/** What is seen of a user, in Graph's words; unknown words are possible. */
export interface ShownPresence {
  readonly availability: string;
  readonly activity: string;
}
