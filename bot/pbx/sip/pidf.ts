// Reads presence documents (RFC 3863) with the activities and notes of a person (RFC 4479, RFC 4480).
import type { PbxUserState } from '#shared/domain/presence';
import { childOf, parseXml, textAt, type XmlNode } from '../xml/parseXml.ts';

/** One way to reach somebody. */
export interface PresenceTuple {
  readonly id?: string;
  /** As sent: `open` or `closed`. */
  readonly basic?: string;
  readonly notes: readonly string[];
}

/** A whole document. */
export interface Presence {
  readonly entity?: string;
  readonly tuples: readonly PresenceTuple[];
  /** Names of RPID activities in lower case, such as `on-the-phone`. */
  readonly activities: readonly string[];
  /** Notes of the person and of the document, not those of tuples. */
  readonly notes: readonly string[];
}

const mostTuples = 200;
/** RFC 4480 3.2 has no word for it: PBXs write `busy` and a note, or an element of their own. */
const doNotDisturbActivity = /^(dnd|do-?not-?disturb)$/;
const doNotDisturbNote = /\bdnd\b|do ?n['o]t disturb|do not disturb|ne pas d[ée]ranger|nicht st[öo]ren/i;
const awayNote = /^\s*(away|absent|be right back|out (to|for) lunch|abwesend)\b/i;

/** Strongest first, as the composition of presence ranks them. */
const stateOfActivity: readonly (readonly [PbxUserState, ReadonlySet<string>])[] = [
  ['away', new Set(['away', 'permanent-absence', 'vacation', 'holiday', 'meal', 'breakfast', 'dinner', 'sleeping'])],
  ['meeting', new Set(['meeting', 'appointment', 'presentation', 'performance'])],
  ['busy', new Set(['busy'])],
];

/** The document, or null when it is none. Never throws. */
export function parsePidf(text: string): Presence | null {
  const root = parseXml(text.trim());
  if (root?.name !== 'presence') return null;
  const people = root.children.filter((child) => child.name === 'person');
  const entity = root.attributes.entity;
  return {
    ...(entity === undefined ? {} : { entity }),
    tuples: root.children
      .filter((child) => child.name === 'tuple')
      .slice(0, mostTuples)
      .map(tupleOf),
    activities: [...people, ...root.children.filter((child) => child.name === 'tuple')].flatMap(activitiesOf),
    notes: [root, ...people].flatMap(notesOf),
  };
}

/** True when one way at least is open: a closed desk phone does not hide an open mobile one. */
export function isPidfOpen(presence: Presence): boolean {
  return presence.tuples.some((tuple) => tuple.basic?.trim().toLowerCase() === 'open');
}

/** What the person set. Being on the phone is no such thing: the line tells that. */
export function userStateOf(presence: Presence): PbxUserState {
  const notes = [...presence.notes, ...presence.tuples.flatMap((tuple) => tuple.notes)];
  const { activities } = presence;
  if (activities.some((word) => doNotDisturbActivity.test(word))) return 'doNotDisturb';
  if (notes.some((note) => doNotDisturbNote.test(note))) return 'doNotDisturb';
  for (const [state, words] of stateOfActivity) if (activities.some((word) => words.has(word))) return state;
  if (presence.tuples.length > 0 && !isPidfOpen(presence) && presence.tuples.some(isClosed)) return 'offline';
  if (notes.some((note) => awayNote.test(note))) return 'away';
  return isPidfOpen(presence) || activities.length > 0 ? 'available' : 'unknown';
}

function isClosed(tuple: PresenceTuple): boolean {
  return tuple.basic?.trim().toLowerCase() === 'closed';
}

function tupleOf(node: XmlNode): PresenceTuple {
  const { id } = node.attributes;
  const basic = textAt(node, 'status', 'basic');
  return {
    ...(id === undefined ? {} : { id }),
    ...(basic === undefined || basic === '' ? {} : { basic }),
    notes: notesOf(node),
  };
}

function notesOf(node: XmlNode): readonly string[] {
  return node.children.filter((child) => child.name === 'note' && child.text !== '').map((child) => child.text);
}

/** `activities` stands in the person, or (drafts before RFC 4480) in its status, where each is an `activity` with text. */
function activitiesOf(node: XmlNode): readonly string[] {
  const lists = [node, childOf(node, 'status')].map((each) => childOf(each, 'activities'));
  return lists.flatMap((list) => (list?.children ?? []).map(activityName)).filter((name) => name !== '');
}

function activityName(node: XmlNode): string {
  const word = node.name === 'activity' || node.name === 'other' ? node.text : node.name;
  return word.toLowerCase();
}
