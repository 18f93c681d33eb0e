// People's own contacts: read with their own rights, searched like the organisation, remembered for ten minutes.
import type { Person } from '#shared/contracts';
import { toAppError } from '#shared/errors';
import type { GraphContact, GraphPort, UserAssertion } from '#bot/graph';
import type { LoggerPort } from '#bot/telemetry';
import { withPatience } from './patience.ts';
import { PeopleIndex, type Hit, type Search } from './peopleIndex.ts';
import { searchable } from './searchText.ts';
import { sortInSteps } from './sortInSteps.ts';
import { betweenOthers, type Steps } from './steps.ts';
import { TimedCache } from './timedCache.ts';

/** What the book works with. */
export interface ContactBookOptions {
  readonly tenantId: string;
  readonly graph: Pick<GraphPort, 'readContacts'>;
  readonly logger: LoggerPort;
  readonly now: () => number;
}

const keepMs = 600_000;
/** After a fault, or without consent, the person's contacts are left alone for a while. */
const keepNothingMs = 60_000;
/** Contacts of all people together, about a kilobyte each with their index. */
const mostContacts = 50_000;

/** Keeps what it read of a person under the id of that person's own token. */
export class ContactBook {
  private readonly options: ContactBookOptions;
  private readonly books: TimedCache<PeopleIndex | undefined>;

  constructor(options: ContactBookOptions) {
    this.options = options;
    this.books = new TimedCache({
      keepMs: (book) => (book === undefined ? keepNothingMs : keepMs),
      weigh: (book) => 1 + (book?.size ?? 0),
      mostWeight: mostContacts,
      now: options.now,
    });
  }

  /** Those found within `patienceMs`; none when they are not there yet or cannot be had, which never fails a search. */
  async find(assertion: UserAssertion, search: Search, patienceMs: number): Promise<readonly Hit[]> {
    const book = this.books.get(assertion.userId, () => this.read(assertion));
    const index = await withPatience(book, patienceMs, undefined);
    return index?.find(search) ?? [];
  }

  private async read(assertion: UserAssertion): Promise<PeopleIndex | undefined> {
    try {
      const contacts = await this.options.graph.readContacts(assertion);
      return await betweenOthers(indexing(contacts), () => false);
    } catch (thrown) {
      const { code } = toAppError(thrown, 'graph.unavailable');
      const { tenantId, logger } = this.options;
      logger.info('contacts.unread', { tenantId, userId: assertion.userId, code });
      return undefined;
    }
  }
}

function* indexing(contacts: readonly GraphContact[]): Steps<PeopleIndex> {
  const sorted = yield* sortInSteps(contacts, ({ displayName }) => searchable(displayName));
  return yield* PeopleIndex.building(sorted.map(toPerson));
}

function toPerson(contact: GraphContact): Person {
  const { id, displayName, jobTitle, companyName, mails, businessPhones, mobilePhone, homePhones } = contact;
  const [mail] = mails;
  return {
    id,
    displayName,
    ...(jobTitle === undefined ? {} : { jobTitle }),
    ...(companyName === undefined ? {} : { department: companyName }),
    ...(mail === undefined ? {} : { mail }),
    numbers: [
      ...businessPhones.map((number) => ({ kind: 'business' as const, number })),
      ...(mobilePhone === undefined ? [] : [{ kind: 'mobile' as const, number: mobilePhone }]),
      ...homePhones.map((number) => ({ kind: 'home' as const, number })),
    ],
    isPersonal: true,
  };
}
