// Tells from the words in front of digits that they are a code for callers, and which.
import { codeLabels, type CodeKind } from './dialInWords.ts';

const reachChars = 64;
const afterLabel = /[\s\u00a0:：#.)\]*_|"'-]+$/u;
const kinds: readonly CodeKind[] = ['conferenceId', 'accessCode', 'meetingId', 'pin'];

/** What the label that ends before `position` of a folded text announces; null when there is none. */
export function codeLabelBefore(folded: string, position: number): CodeKind | null {
  const label = folded.slice(Math.max(0, position - reachChars), position).replace(afterLabel, '');
  return kinds.find((kind) => codeLabels[kind].some((words) => endsWithWords(label, words))) ?? null;
}

function endsWithWords(label: string, words: string): boolean {
  return label.endsWith(words) && !/[\p{L}\d]$/u.test(label.slice(0, label.length - words.length));
}
