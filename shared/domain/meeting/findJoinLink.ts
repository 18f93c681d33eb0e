// Finds the one link of a text that joins a meeting, those that start an app included.
import { readText } from '#shared/domain/number';
import { findJoinLinks, type JoinLink } from './findJoinLinks.ts';
import { findNativeLink } from './nativeLinks.ts';

/** The join link of a text or of HTML, null without one; web links first, for they work everywhere. */
export function findJoinLink(source: string, options: { readonly html?: boolean | undefined } = {}): JoinLink | null {
  const read = readText(source, options);
  const [lead] = findJoinLinks({}, { location: { text: '', links: [], isCut: false }, others: [read] });
  return lead ?? findNativeLink([...read.links.map(({ href }) => href), read.text].join('\n'));
}
