// Makes a text from outside fit for a card: its own characters and nothing that acts.
const longestText = 120;
/** Read at all: a hostile text of megabytes must not cost time. */
const longestRead = 1_000;

/** Line breaks, control characters, and marks that turn the direction of what follows. */
const acting = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;
/** `{{DATE(...)}}` and `{{TIME(...)}}` are the one thing text runs expand; a word joiner in between stops that. */
const brace = /\{(?=\{)/gu;

/** `text` on one line, cut at `longest` characters. */
export function plainText(text: string, longest = longestText): string {
  const clean = text
    .slice(0, longestRead)
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(acting, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const characters = [...clean];
  const cut = characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : clean;
  return cut.replace(brace, '{\u2060');
}

/**
 * A name for the line a notification shows before the card is opened. Nobody documents what each client reads there, so
 * only names without marks of any markup are shown; undefined: use the number.
 */
export function summaryName(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const name = plainText(text, 60);
  return /^\+?[\p{L}\p{M}\p{Nd}][\p{L}\p{M}\p{Nd} .,'’&()-]*$/u.test(name) ? name : undefined;
}
