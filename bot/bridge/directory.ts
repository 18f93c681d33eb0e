// The people of one tenant: who owns which line, and search by name, mail, department or number.
import type { Person } from '#shared/contracts';
import type { GraphUser } from '#bot/graph';
import {
  joiningLines,
  type DirectoryRule,
  type JoinedLines,
  type LineClaim,
  type LineMismatch,
  type OwnLine,
} from './joinLines.ts';
import { NumberOwners } from './numberOwners.ts';
import { PeopleIndex, type Hit, type Search } from './peopleIndex.ts';
import { searchable } from './searchText.ts';
import { sharedLogOf, type SharedLog } from './sharedLog.ts';
import { sortInSteps } from './sortInSteps.ts';
import { allAtOnce, eachInSteps, mapInSteps, type Steps } from './steps.ts';

/** Who has an extension: on one PBX, and on all the others. */
interface ExtensionOwners {
  onAny?: string;
  readonly onPbx: Map<string, string>;
}

const nobody: ExtensionOwners = { onPbx: new Map() };

/** An immutable picture of the directory; a refresh makes a new one. */
export class Directory {
  /** Every line somebody owns. */
  readonly claims: readonly LineClaim[];
  /** What did not fit when people and lines were joined. */
  readonly mismatches: readonly LineMismatch[];
  private readonly shared: SharedLog;
  private people: PeopleIndex | undefined;
  private numbers: NumberOwners | undefined;
  private readonly byId = new Map<string, Person>();
  private readonly mails = new Set<string>();
  private readonly byUser = new Map<string, LineClaim[]>();
  private readonly byExtension = new Map<string, ExtensionOwners>();

  private constructor({ claims, shares, mismatches }: JoinedLines) {
    this.claims = claims;
    this.mismatches = mismatches;
    this.shared = sharedLogOf(claims, shares);
  }

  /** The directory of `users` at once; tens of thousands are better made in steps. */
  static of(users: readonly GraphUser[], rule: DirectoryRule): Directory {
    return allAtOnce(Directory.building(users, rule));
  }

  static *building(users: readonly GraphUser[], rule: DirectoryRule): Steps<Directory> {
    const sorted = yield* sortInSteps(users, ({ displayName }) => searchable(displayName));
    const made = new Directory(yield* joiningLines(sorted, rule));
    yield* eachInSteps(made.claims, (claim) => {
      made.index(claim);
    });
    const people = yield* mapInSteps(sorted, (user) => made.add(user));
    made.people = yield* PeopleIndex.building(people);
    // Without a line there is no state to show.
    made.numbers = yield* NumberOwners.building(people.filter(({ id }) => made.byUser.has(id)));
    return made;
  }

  private add(user: GraphUser): Person {
    const person = toPerson(user, this.extensionsOf(user.id));
    this.byId.set(person.id, person);
    if (person.mail !== undefined) this.mails.add(person.mail.toLowerCase());
    return person;
  }

  private index(claim: LineClaim): void {
    const { extension, pbxId, userId } = claim;
    const own = this.byUser.get(userId);
    if (own === undefined) this.byUser.set(userId, [claim]);
    else own.push(claim);
    const owners = this.byExtension.get(extension) ?? { onPbx: new Map<string, string>() };
    this.byExtension.set(extension, owners);
    if (pbxId === undefined) owners.onAny = userId;
    else owners.onPbx.set(pbxId, userId);
  }

  /** Whose line that is on this PBX. */
  ownerOf(pbxId: string, extension: string): string | undefined {
    const owners = this.byExtension.get(extension);
    return owners?.onPbx.get(pbxId) ?? owners?.onAny;
  }

  /** Whose extension that is on whatever PBX; nobody's when two people have it on different ones. */
  soleOwnerOf(extension: string): string | undefined {
    const { onAny, onPbx } = this.byExtension.get(extension) ?? nobody;
    const [userId, ...others] = new Set([...onPbx.values(), ...(onAny === undefined ? [] : [onAny])]);
    return others.length > 0 ? undefined : userId;
  }

  /** Who has this number in the directory and a line; nobody when several do. */
  ownerOfNumber(number: string, country: string | undefined): string | undefined {
    return this.numbers?.ownerOf(number, country);
  }

  /** True for digits that are a line on some PBX. */
  hasExtension(digits: string): boolean {
    return this.byExtension.has(digits);
  }

  /** The user's own lines; the first is the preferred one. */
  linesOf(userId: string): readonly OwnLine[] {
    return this.byUser.get(userId) ?? [];
  }

  /** Extensions of the lines others share with the user. */
  linesSharedWith(userId: string): readonly string[] {
    return this.shared.linesOf.get(userId) ?? [];
  }

  /** Who sees the calls on an extension beside its owners. */
  sharersOf(extension: string): readonly string[] {
    return this.shared.sharersOf.get(extension) ?? [];
  }

  /** Who sees some line of the user. */
  sharersWith(userId: string): readonly string[] {
    return this.shared.sharersWith.get(userId) ?? [];
  }

  private extensionsOf(userId: string): readonly string[] {
    return [...new Set(this.linesOf(userId).map(({ extension }) => extension))];
  }

  /** Everybody who has a line. */
  owners(): readonly string[] {
    return [...this.byUser.keys()];
  }

  /** The extensions somebody owns on this PBX. */
  extensionsOn(pbxId: string): readonly string[] {
    const own = this.claims.filter((claim) => claim.pbxId === undefined || claim.pbxId === pbxId);
    return [...new Set(own.map(({ extension }) => extension))];
  }

  nameOf(userId: string): string | undefined {
    return this.byId.get(userId)?.displayName;
  }

  departmentOf(userId: string): string | undefined {
    return this.byId.get(userId)?.department;
  }

  /** True for the address of somebody of the tenant. */
  hasMail(mail: string): boolean {
    return this.mails.has(mail.toLowerCase());
  }

  get size(): number {
    return this.byId.size;
  }

  /** The people found, best first. */
  find(search: Search): readonly Hit[] {
    return this.people?.find(search) ?? [];
  }
}

function toPerson(user: GraphUser, extensions: readonly string[]): Person {
  const numbers: Person['numbers'] = [
    ...extensions.map((number) => ({ kind: 'extension' as const, number })),
    ...user.businessPhones.map((number) => ({ kind: 'business' as const, number })),
    ...(user.mobilePhone === undefined ? [] : [{ kind: 'mobile' as const, number: user.mobilePhone }]),
  ];
  return {
    id: user.id,
    displayName: user.displayName,
    ...(user.jobTitle === undefined ? {} : { jobTitle: user.jobTitle }),
    ...(user.department === undefined ? {} : { department: user.department }),
    ...(user.mail === undefined ? {} : { mail: user.mail }),
    numbers,
  };
}
