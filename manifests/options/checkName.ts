// Decides whether a text can be the app's name in Teams, in Outlook and in XML; says why not.

/** Teams' limit for `name.short`, counted as Teams' own editor does: in UTF-16 units. */
const maxLength = 30;
/** Control and line signs, halves of surrogate pairs, what XML cannot hold, and signs that turn the reading direction. */
const unfit = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u;

/** The reason a name is refused, undefined when it is right. */
export function nameFault(name: string): string | undefined {
  if (name.trim() === '') return 'is empty';
  if (name.length > maxLength) return `has ${String(name.length)} characters; Teams takes ${String(maxLength)}`;
  if (unfit.test(name)) return 'has line breaks or other control characters';
  if (name !== name.trim()) return 'begins or ends with a space';
  if (name.toLowerCase() === 'null') return 'is a word the schema of Teams refuses';
  return undefined;
}
