// Reads a person's own contacts.
import * as v from 'valibot';
import { toAppError } from '#shared/errors';
import { asPerson, type PersonOptions } from './asPerson.ts';
import { looseTextSchema, phonesSchema, textSchema } from './fieldSchemas.ts';
import type { GraphContact, UserAssertion } from './GraphPort.ts';
import { readPages } from './readPages.ts';

const pageSize = 500;
const mostPages = 4;
const mostMails = 10;
const fields = 'id,displayName,jobTitle,companyName,emailAddresses,businessPhones,mobilePhone,homePhones';

const mailSchema = v.object({ address: textSchema });
const contactSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  displayName: looseTextSchema,
  jobTitle: looseTextSchema,
  companyName: looseTextSchema,
  emailAddresses: v.fallback(v.optional(v.array(v.unknown()), []), []),
  businessPhones: phonesSchema,
  mobilePhone: looseTextSchema,
  homePhones: phonesSchema,
});

/** As GraphPort says. */
export async function readContacts(options: PersonOptions, assertion: UserAssertion): Promise<readonly GraphContact[]> {
  const url = new URL(`me/contacts?$select=${fields}&$top=${String(pageSize)}`, options.base);
  const contacts: GraphContact[] = [];
  try {
    await asPerson(options, { assertion, scope: 'Contacts.Read' }, async (wire) => {
      for await (const { entries } of readPages(wire, 'contacts', { url, most: mostPages }))
        contacts.push(...entries.map(parseContact).filter((contact) => contact !== undefined));
    });
  } catch (thrown) {
    if (toAppError(thrown).code !== 'graph.notFound') throw thrown; // no mailbox in the cloud: no contacts there
  }
  return contacts;
}

/** Undefined for an entry that has no name of any kind. */
function parseContact(entry: unknown): GraphContact | undefined {
  const parsed = v.safeParse(contactSchema, entry);
  if (!parsed.success) return undefined;
  const { id, jobTitle, companyName, mobilePhone, businessPhones = [], homePhones = [] } = parsed.output;
  const mails = parsed.output.emailAddresses
    .flatMap((mail) => (v.is(mailSchema, mail) ? [mail.address] : []))
    .slice(0, mostMails);
  const displayName = parsed.output.displayName ?? companyName ?? mails[0];
  if (displayName === undefined) return undefined;
  return {
    id,
    displayName,
    mails,
    businessPhones,
    homePhones,
    ...(typeof jobTitle === 'string' ? { jobTitle } : {}),
    ...(typeof companyName === 'string' ? { companyName } : {}),
    ...(typeof mobilePhone === 'string' ? { mobilePhone } : {}),
  };
}
