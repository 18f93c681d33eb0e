// Builds the model of the selected item over the real finders, in the country of the person.
import type { ItemPort } from '#shared/host';
import { createItemModel, type AppModel, type ItemFinders, type ItemModel } from '#shared/models';

/** The model over `item`. */
export function createItem(item: ItemPort, { session }: AppModel): ItemModel {
  const model = createItemModel({ item, loadFinders });
  session.subscribe(() => {
    const { me } = session.getSnapshot();
    if (me !== undefined) model.setCountry(me.country);
  });
  return model;
}

/** Until the service tells the person's country, numbers are read as that of the host's language writes them. */
export function guessCountry(locale: string, { session, numbers }: AppModel, item: ItemModel): void {
  const country = countryOf(locale);
  if (country === undefined || session.getSnapshot().me !== undefined) return;
  item.setCountry(country);
  numbers.setCountry(country);
}

/** Named one by one, so that the bundler leaves out of the chunks what the pane does not use of the rooms. */
async function loadFinders(): Promise<ItemFinders> {
  const { findNumbers } = await import(/* webpackChunkName: "numbers" */ '#shared/domain/number');
  const { findMeeting, joinByPhoneUri } = await import(/* webpackChunkName: "meeting" */ '#shared/domain/meeting');
  return { findNumbers, findMeeting, joinByPhoneUri };
}

/** `FR` of `fr-FR`; undefined where the language names no country. */
function countryOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).region;
  } catch {
    return undefined;
  }
}
