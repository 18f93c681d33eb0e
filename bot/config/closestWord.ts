// Guesses which known word a mistyped one was meant to be.

const maxWordLength = 64;

/** The nearest of `words`, if it is near enough to be worth saying: about one slip in three letters. */
export function closestWord(typed: string, words: readonly string[]): string | undefined {
  if (typed.length > maxWordLength) return undefined;
  const lower = typed.toLowerCase();
  const ranked = words
    .map((word) => ({ word, slips: editDistance(lower, word.toLowerCase()) }))
    .sort((a, b) => a.slips - b.slips);
  const best = ranked[0];
  return best !== undefined && best.slips <= Math.ceil(typed.length / 3) ? best.word : undefined;
}

/** Levenshtein distance, one row of the table at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(from).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(to).entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
