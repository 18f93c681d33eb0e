// Finds the extension written behind a number where the matcher does not know the word for it.

const reachChars = 32;
const behind =
  /^[ \u00a0,]{0,3}\(?(?:poste|ext|extension|durchwahl|dw|nebenstelle|nst|interne|anexo|toestel|interno|anknytning)\.? ?:? ?(\d{1,7})(?!\d)\)?/iu;

/** Digits of the extension and where it ends. */
export interface Extension {
  readonly ext: string;
  readonly end: number;
}

/** `+33 1 99 00 20 14 poste 12` -> 12. */
export function findExtension(text: string, end: number): Extension | undefined {
  const match = behind.exec(text.slice(end, end + reachChars));
  const ext = match?.[1];
  return match === null || ext === undefined ? undefined : { ext, end: end + match[0].length };
}
