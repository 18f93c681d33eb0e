// Makes a number that a column of whole numbers can hold, whatever came from outside.

/** A time column sorts and pages by it: a time that is no whole number must not stop the whole turn. */
export function wholeNumber(value: number): number {
  const limit = Number.MAX_SAFE_INTEGER;
  return Number.isNaN(value) ? 0 : Math.min(limit, Math.max(0, Math.trunc(value)));
}
