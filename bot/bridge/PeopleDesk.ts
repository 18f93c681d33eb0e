// Answers who somebody is, how to reach them, and what their phone and Teams show.
import type { PeopleAnswer, PeoplePresenceAnswer, Person } from '#shared/contracts';
import { ColleaguePresences, type ColleaguePresencesOptions } from './colleaguePresences.ts';
import { ContactBook, type ContactBookOptions } from './contactBook.ts';
import type { Caller, PeopleSearch } from './HeartPort.ts';
import type { Hit } from './peopleIndex.ts';
import { lineStateOf, type TenantView } from './tenantView.ts';

/** What the desk works with. `view` is read at each question. */
export type PeopleDeskOptions = ColleaguePresencesOptions &
  ContactBookOptions & {
    readonly view: Pick<TenantView, 'directory' | 'lines' | 'pbxIds' | 'offers'>;
  };

/** The organisation is there at once: beside it nobody waits longer for their own contacts, alone they may. */
const besideMs = 400;
const aloneMs = 5_000;

/** The desk of one tenant. */
export class PeopleDesk {
  private readonly view: PeopleDeskOptions['view'];
  private readonly presencesOf: ColleaguePresences;
  private readonly contacts: ContactBook;

  constructor(options: PeopleDeskOptions) {
    this.view = options.view;
    this.presencesOf = new ColleaguePresences(options);
    this.contacts = new ContactBook(options);
  }

  /** People of the organisation and of the caller's own contacts, best first; own contacts that cannot be had are left out. */
  async find(caller: Caller, search: PeopleSearch): Promise<PeopleAnswer> {
    const { directory } = this.view;
    const { q, limit, source } = search;
    const personal = source === 'organisation' ? [] : await this.ownContacts(caller, search);
    const found =
      source === 'personal' ? [] : directory.find({ q, limit, near: directory.departmentOf(caller.userId) });
    const hits = [...found, ...personal].sort((one, other) => one.rank - other.rank).slice(0, limit);
    return { items: hits.map(({ person }) => (person.isPersonal === true ? person : this.withState(person))) };
  }

  /** What Teams shows of those of `ids` who are of the caller's tenant. */
  async presences(ids: readonly string[]): Promise<PeoplePresenceAnswer> {
    const known = ids.filter((id) => this.view.directory.nameOf(id) !== undefined);
    const seen = await this.presencesOf.read(known);
    return { items: seen.map(({ userId: id, availability, activity }) => ({ id, availability, activity })) };
  }

  private async ownContacts({ assertion }: Caller, { q, limit, source }: PeopleSearch): Promise<readonly Hit[]> {
    if (assertion === undefined || !this.view.offers.personalContacts) return [];
    const patienceMs = source === 'personal' ? aloneMs : besideMs;
    const { directory } = this.view;
    // A colleague among the contacts is shown once, as the colleague; those left out here make place for others.
    const hits = await this.contacts.find(assertion, { q, limit: limit * 2 }, patienceMs);
    return hits.filter(({ person }) => person.mail === undefined || !directory.hasMail(person.mail));
  }

  private withState(person: Person): Person {
    const hasLine = this.view.directory.linesOf(person.id).length > 0;
    return hasLine ? { ...person, lineState: lineStateOf(this.view, person.id) } : person;
  }
}
