// Notes what another directory means to people: who has a line no more, and who sees other lines than before.
import type { Directory } from './directory.ts';
import type { Turn } from './turn.ts';

/** Notes in `turn` whose lines are gone, and whose stream (`listening`) must begin anew because its lines are other ones. */
export function noteMoves(turn: Turn, before: Directory, after: Directory, listening: Iterable<string>): void {
  for (const userId of before.owners()) if (after.linesOf(userId).length === 0) turn.users.add(userId);
  for (const userId of listening) if (linesSeen(before, userId) !== linesSeen(after, userId)) turn.anew.add(userId);
}

function linesSeen(directory: Directory, userId: string): string {
  const own = directory.linesOf(userId).map(({ extension, pbxId = '' }) => `${pbxId}/${extension}`);
  return [...own, 'shared', ...directory.linesSharedWith(userId)].join(' ');
}
