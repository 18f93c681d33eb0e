// Finds the numbers of what is pasted into the dial pad, as they are written in the person's country.
import type { FindPasted, SessionModel } from '#shared/models';

/** The rules are fetched with the first paste that comes before them. */
export function findPasted(session: Pick<SessionModel, 'getSnapshot'>): FindPasted {
  return async (text) => {
    const { findNumbers } = await import(/* webpackChunkName: "numbers" */ '#shared/domain/number');
    const country = session.getSnapshot().me?.country;
    return findNumbers(text, country === undefined ? {} : { country });
  };
}
