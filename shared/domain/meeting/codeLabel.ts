// Tells from the words in front of digits that they are a code for callers, and which.
import { codeLabels, type CodeKind } from './codeWords.ts';

const reachChars = 72;
const afterLabel = /[\s\u00a0:：#.)\]*_|"'）」】-]+$/u;
const kinds: readonly CodeKind[] = ['conferenceId', 'phonePin', 'accessCode', 'meetingId', 'pin', 'password', 'id'];
/** Languages without spaces between words: there a label may follow any sign. */
const signs = /^[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7a3]/u;

/** What the label that ends before `position` of a folded text announces; null when there is none. */
export function codeLabelBefore(folded: string, position: number): CodeKind | null {
  const label = folded.slice(Math.max(0, position - reachChars), position).replace(afterLabel, '');
  if (byEnd.size === 0) fillEnds();
  return byEnd.get(label.slice(-endChars))?.find(({ words }) => endsWithWords(label, words))?.kind ?? null;
}

/** The labels by their last letters, in the order of `kinds`: mails hold thousands of digits and few labels. */
const endChars = 2;
const byEnd = new Map<string, { readonly kind: CodeKind; readonly words: string }[]>();

function fillEnds(): void {
  for (const kind of kinds) {
    for (const words of codeLabels[kind]) {
      const end = words.slice(-endChars);
      byEnd.set(end, [...(byEnd.get(end) ?? []), { kind, words }]);
    }
  }
}

function endsWithWords(label: string, words: string): boolean {
  if (!label.endsWith(words)) return false;
  const before = label.slice(0, label.length - words.length);
  return signs.test(words) || !/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d]$/u.test(before);
}
