// The words in which stories are told to every test PBX: moves of people, what Teams must show after each, what the log must hold.

/** What a connector may be unable to tell. */
export type Ability =
  /** Which calls a line has, not only its state. */
  | 'calls'
  /** Why a call ended. */
  | 'causes'
  /** Who moved a call where: transfer, forwarding, parking, voicemail. */
  | 'moves'
  /** Through which queue or ring group a call came. */
  | 'groups'
  /** How many messages are in a mailbox. */
  | 'counts';

/** One thing somebody does. Lines, groups and calls are named as in the story; each play has numbers of its own. */
export type Move =
  | {
      readonly do: 'dial';
      readonly call: string;
      readonly from: string;
      readonly to: string;
      /** The phones that ring. */
      readonly rings: readonly string[];
      readonly group?: 'queue' | 'ringGroup';
    }
  | { readonly do: 'answer' | 'hangUp' | 'hold' | 'retrieve'; readonly call: string; readonly by: string }
  /** The caller puts the phone down while it rings. */
  | { readonly do: 'giveUp'; readonly call: string }
  /** The call is refused at `by`, and the caller puts the phone down. */
  | {
      readonly do: 'refuse';
      readonly call: string;
      readonly by: string;
      readonly why: 'busy' | 'declined' | 'doNotDisturb';
    }
  /** Nobody answers, and the mailbox of `of` takes the call. */
  | { readonly do: 'voicemail'; readonly call: string; readonly of: string }
  /** The caller leaves the first message and puts the phone down. */
  | { readonly do: 'leaveMessage'; readonly call: string; readonly of: string }
  /** `by` does not answer and the call rings at `to`. */
  | { readonly do: 'forward'; readonly call: string; readonly by: string; readonly to: string }
  /** `by` sends the other side to `to`, whose phone rings. */
  | { readonly do: 'blindTransfer'; readonly call: string; readonly by: string; readonly to: string }
  /** `by` puts the first call on hold and calls `to`. */
  | {
      readonly do: 'consult';
      readonly call: string;
      readonly second: string;
      readonly by: string;
      readonly to: string;
    }
  /** `by` joins the others and is out. */
  | { readonly do: 'completeTransfer'; readonly call: string; readonly second: string; readonly by: string }
  | { readonly do: 'park'; readonly call: string; readonly by: string; readonly slot: string }
  | { readonly do: 'pickUp'; readonly call: string; readonly by: string; readonly slot: string }
  | { readonly do: 'doNotDisturb'; readonly line: string; readonly isOn: boolean };

/** Moves, and what Teams must show by our doing before the next ones: session by line, nothing for lines not named. */
export interface Step {
  readonly moves: readonly Move[];
  readonly shows: Readonly<Record<string, string>>;
}

/** A story with what must come of it. */
export interface Story {
  readonly steps: readonly Step[];
  /** `line direction outcome other [group] [by] [for] [to] [from]`, by line and start. */
  readonly log: readonly string[];
  /** The log of connectors that cannot tell something; the first that fits, in the order of `weightiest`. Without calls: none. */
  readonly without?: Readonly<Partial<Record<Exclude<Ability, 'calls'>, readonly string[]>>>;
  /** Which kinds of events each line's calls are told by, in the order of `callKinds`, where calls can be told in full. */
  readonly kinds: Readonly<Record<string, string>>;
  /** New messages by line in the end. */
  readonly messages?: Readonly<Record<string, number>>;
  /** Lines that may have been shown busy in passing. */
  readonly fleeting?: readonly string[];
}

/** Kinds of events in the order of a call's life. `offered` is left out: it announces what the next event tells. */
export const callKinds = [
  'originated',
  'queued',
  'delivered',
  'established',
  'held',
  'retrieved',
  'diverted',
  'transferred',
  'parked',
  'unparked',
  'failed',
  'connectionCleared',
] as const;

/** Whose lack decides first which log is expected. */
export const weightiest = ['causes', 'moves', 'groups'] as const;

/** The log that a connector must give which lacks `lacking`, and the ability that made it a lesser one. */
export function expectedLog(
  story: Story,
  lacking: readonly Ability[],
): { readonly log: readonly string[]; readonly without?: Ability } {
  if (lacking.includes('calls')) return { log: [], without: 'calls' };
  for (const ability of weightiest) {
    const log = lacking.includes(ability) ? story.without?.[ability] : undefined;
    if (log !== undefined) return { log, without: ability };
  }
  return { log: story.log };
}

/** What Teams must have been told of each line, in order, from the steps. */
export function expectedPresence(story: Pick<Story, 'steps'>): Readonly<Record<string, readonly string[]>> {
  const told: Record<string, string[]> = {};
  for (const { shows } of story.steps) {
    for (const line of new Set([...Object.keys(told), ...Object.keys(shows)])) {
      const word = shows[line] ?? 'clear';
      if (told[line]?.at(-1) !== word) (told[line] ??= []).push(word);
    }
  }
  return told;
}
