// What a site offers people beside the phone.
import type { Me } from '#shared/contracts';

/** What people may have read in their own name, as the admin has it. */
export type SiteOffers = Pick<NonNullable<Me['offers']>, 'meetings' | 'personalContacts'>;

/** Nothing is read in anybody's name. */
export const noOffers: SiteOffers = { meetings: false, personalContacts: false };

/** Problem reports are always taken. */
export function siteOffers({ meetings, personalContacts }: SiteOffers): NonNullable<Me['offers']> {
  return { meetings, personalContacts, reports: true };
}
