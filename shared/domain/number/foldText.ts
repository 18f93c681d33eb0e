// Folds text for comparing words: lower case, no accents, and every position where it was.

/** The text in lower case without accents; as long as the text, so positions hold. */
export function foldText(text: string): string {
  return text.replace(/[\u0080-\u2fff]/g, foldUnit).toLowerCase();
}

/** One UTF-16 unit for one, also where lower case or decomposition would give two. */
function foldUnit(unit: string): string {
  return unit.toLowerCase().normalize('NFD').charAt(0);
}
