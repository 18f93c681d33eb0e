// Writes any JavaScript string so that a database gives exactly it back: NUL and lone surrogates would not survive.

// Strings that start with the mark are escaped too, so that two different strings never meet in one stored text.
const escapeMark = '\u0001';
const needsEscape = /^\u0001|\u0000|\p{Surrogate}/u;

/** The text to store for `value`; equal texts only for equal values. */
export function toStoredText(value: string): string {
  return needsEscape.test(value) ? escapeMark + JSON.stringify(value) : value;
}

/** The value behind a text made by `toStoredText`. */
export function fromStoredText(stored: string): string {
  return stored.startsWith(escapeMark) ? String(JSON.parse(stored.slice(escapeMark.length))) : stored;
}
