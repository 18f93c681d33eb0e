// When a calendar date begins in a time zone.

/** The instant at which the date, given as its midnight in UTC, begins in the zone; the zone must be one `Intl` knows. */
export function startOfDate(utcMidnight: number, timeZone: string): number {
  const guess = utcMidnight - offsetAt(utcMidnight, timeZone);
  // The clocks may change between midnight here and midnight there.
  return utcMidnight - offsetAt(guess, timeZone);
}

/** Milliseconds the zone is ahead of UTC at an instant. */
function offsetAt(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - instant;
}
