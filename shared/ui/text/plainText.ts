// Makes text from outside (names, numbers) harmless to look at: it is always a text node, never markup.

/** Controls, and the characters that reorder or hide text (bidi overrides and isolates, invisible operators). */
const harmful = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;
const maxLength = 256;

/** `text` with each harmful character shown as U+FFFD; empty when nothing readable is left. */
export function plainText(text: string | undefined): string {
  const shown = (text ?? '').slice(0, maxLength).replace(harmful, '\uFFFD').trim();
  return /[^\uFFFD\s]/u.test(shown) ? shown : '';
}
