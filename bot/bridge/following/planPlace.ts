// The next step for one phone, from what Teams says and what the phone was told before (spec presence 5).
import type { PhoneWord, TeamsState } from '#shared/domain/presence';
import type { ToldWord } from './toldMarks.ts';

/*
 *  (none) ──tell──▶ telling ──taken──▶ told ──takeBack, taken──▶ (none)
 *     │ the person's own        │ refused      │ the person's hand on the phone
 *     │ state stands            ▼              ▼
 *     └───────────────────────▶ left ◀─────────┘      left ──another state in Teams──▶ telling or (none)
 */

/** What is remembered of a phone: `left` alone, because the person's hand on it counts or because it would not be told. */
export interface PlaceNote {
  readonly pbxId: string;
  readonly extension: string;
  readonly word: ToldWord;
  /** The state of Teams behind it. */
  readonly state: TeamsState;
  readonly stage: 'telling' | 'told' | 'left';
}

/** What the plan is made from. */
export interface PlaceFacts {
  readonly wanted: PhoneWord;
  readonly state: TeamsState | null;
  readonly note: PlaceNote | undefined;
  /** The phone still shows what we told it, as far as is known. */
  readonly isStanding: boolean;
  /** The person set something on the phone themselves, and it counts. */
  readonly hasOwnWord: boolean;
}

/** `tell` and `takeBack` are orders; `leave` and `forget` change the memory only. */
export type PlaceStep = 'nothing' | 'tell' | 'takeBack' | 'leave' | 'forget';

/** The rule: the newest word wins, whether it was said in Teams or on the phone. */
export function planPlace({ wanted, state, note, isStanding, hasOwnWord }: PlaceFacts): PlaceStep {
  if (wanted === 'nothing') return endOf(note, isStanding);
  const isNews = note?.state !== state;
  if (note === undefined || (note.stage === 'left' && isNews)) return hasOwnWord ? 'leave' : 'tell';
  if (note.stage === 'left') return 'nothing';
  if (note.stage === 'telling') return 'tell';
  if (!isStanding) return isNews && !hasOwnWord ? 'tell' : 'leave';
  return note.word === wanted ? 'nothing' : 'tell';
}

function endOf(note: PlaceNote | undefined, isStanding: boolean): PlaceStep {
  if (note === undefined) return 'nothing';
  return note.stage !== 'left' && isStanding ? 'takeBack' : 'forget';
}
