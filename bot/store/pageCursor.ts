// The opaque cursor of a log page: where the page before ended, checked when it comes back from outside.
import { AppError } from '#shared/errors';

const cursorShape = /^1\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})$/;
const radix = 36;

/** Place of a row in a log: newest start first, later written first among equals. */
export interface PagePlace {
  readonly startedAt: number;
  /** Number the store gave the row; it survives rewrites. */
  readonly row: number;
}

/** Before the first row of every log. */
export const firstPlace: PagePlace = { startedAt: Number.MAX_SAFE_INTEGER, row: Number.MAX_SAFE_INTEGER };

/** The cursor that continues after `place`; at most 25 characters, whatever the ids are. */
export function writeCursor(place: PagePlace): string {
  return `1.${place.startedAt.toString(radix)}.${place.row.toString(radix)}`;
}

/** The place a cursor names. Throws `input.invalid` for anything `writeCursor` did not make. */
export function readCursor(cursor: string): PagePlace {
  const [, startedAt = '', row = ''] = cursorShape.exec(cursor) ?? [];
  const place = { startedAt: parseInt(startedAt, radix), row: parseInt(row, radix) };
  if (!Number.isSafeInteger(place.startedAt) || !Number.isSafeInteger(place.row) || writeCursor(place) !== cursor) {
    throw new AppError('input.invalid', 'the page cursor is not one of ours', { facts: { paths: ['cursor'] } });
  }
  return place;
}
