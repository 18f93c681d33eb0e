// Whom a person may want among the favourites: those they talked with last, each once.
import type { CallRecordWire, SpeedDialList } from '#shared/contracts';
import { sameNumber } from './speedDialsDraft.ts';

/** Somebody of the log. */
export interface FavouriteSuggestion {
  readonly label: string;
  readonly number: string;
  /** Among the speed dials already. */
  readonly isAdded: boolean;
}

const mostSuggested = 4;

/** The first few people of `records` (newest first) with a name and a number. */
export function suggestFavourites(
  records: readonly CallRecordWire[],
  { items }: SpeedDialList,
): readonly FavouriteSuggestion[] {
  const suggestions: FavouriteSuggestion[] = [];
  for (const { other, e164 } of records) {
    const number = e164 ?? other.number;
    const label = other.name?.trim() ?? '';
    if (number === undefined || label === '' || suggestions.some((one) => sameNumber(one.number, number))) continue;
    suggestions.push({ label, number, isAdded: items.some((item) => sameNumber(item.number, number)) });
    if (suggestions.length === mostSuggested) break;
  }
  return suggestions;
}
