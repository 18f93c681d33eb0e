// Cleans what was typed or pasted into the dial pad, and tells service codes from numbers.

/** The contract takes 64 characters at most. */
const maxLength = 64;

/** Readable text of any paste: `tel:` or `callto:` prefix, control and direction characters and line ends go, wide digits become plain. */
export function cleanDialText(text: string): string {
  const plain = text.slice(0, 1024).normalize('NFKC');
  const line = plain.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, ' ').replace(/\p{Zs}+/gu, ' ');
  return unescaped(line.replace(/^\s*(?:tel|callto):(?:\/\/)?\s*/iu, '')).slice(0, maxLength);
}

/** True for feature and MMI codes (`*21#`): they may change how a line works, so they need a confirmation. */
export function isServiceCode(text: string): boolean {
  return /[*#]/u.test(text);
}

/** `%23` and `%20` come from pasted links. */
function unescaped(text: string): string {
  return text.replace(/%(20|23|2B|2C)/giu, (escape) => decodeURIComponent(escape));
}
