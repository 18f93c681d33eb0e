// The people of one tenant: who owns which line, and search by name, mail, department or number.
import type { Person } from '#shared/contracts';
import type { GraphUser } from '#bot/graph';
import {
  joinLines,
  lineKey,
  type DirectoryRule,
  type LineClaim,
  type LineMismatch,
  type OwnLine,
} from './joinLines.ts';
import { sharedLogOf, type SharedLog } from './sharedLog.ts';

interface Entry {
  readonly person: Person;
  readonly haystack: string;
}

/** Text as it is compared: no accents, no case. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** An immutable picture of the directory; a refresh makes a new one. */
export class Directory {
  /** Every line somebody owns. */
  readonly claims: readonly LineClaim[];
  /** What did not fit when people and lines were joined. */
  readonly mismatches: readonly LineMismatch[];
  private readonly shared: SharedLog;
  private readonly entries: readonly Entry[];
  private readonly byId = new Map<string, Entry>();
  private readonly byLine = new Map<string, LineClaim>();
  private readonly byUser = new Map<string, LineClaim[]>();
  /** Owners of an extension on any PBX. */
  private readonly byExtension = new Map<string, Set<string>>();

  constructor(users: readonly GraphUser[], rule: DirectoryRule) {
    const sorted = [...users].sort((one, other) => one.displayName.localeCompare(other.displayName));
    const { claims, shares, mismatches } = joinLines(sorted, rule);
    this.claims = claims;
    this.mismatches = mismatches;
    this.shared = sharedLogOf(claims, shares);
    for (const claim of claims) this.index(claim);
    this.entries = sorted.map((user) => toEntry(user, this.extensionsOf(user.id)));
    for (const entry of this.entries) this.byId.set(entry.person.id, entry);
  }

  private index(claim: LineClaim): void {
    const { extension, userId } = claim;
    this.byLine.set(lineKey(claim), claim);
    const own = this.byUser.get(userId);
    if (own === undefined) this.byUser.set(userId, [claim]);
    else own.push(claim);
    const owners = this.byExtension.get(extension);
    if (owners === undefined) this.byExtension.set(extension, new Set([userId]));
    else owners.add(userId);
  }

  /** Whose line that is on this PBX. */
  ownerOf(pbxId: string, extension: string): string | undefined {
    return (this.byLine.get(`${pbxId}/${extension}`) ?? this.byLine.get(`/${extension}`))?.userId;
  }

  /** Whose extension that is on whatever PBX; nobody's when two people have it on different ones. */
  soleOwnerOf(extension: string): string | undefined {
    const [userId, ...others] = this.byExtension.get(extension) ?? [];
    return others.length > 0 ? undefined : userId;
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
    return this.byId.get(userId)?.person.displayName;
  }

  get size(): number {
    return this.entries.length;
  }

  /** Up to `limit` people; every word of `q` must be found. */
  search(q: string, limit: number): readonly Person[] {
    const words = folded(q)
      .split(/\s+/)
      .filter((word) => word !== '');
    const digits = q.replace(/\D/g, '');
    const isNumber = digits.length >= 3 && /^[\d\s+().\-/]+$/.test(q);
    const needles = isNumber ? [digits] : words;
    const found: Person[] = [];
    for (const entry of this.entries) {
      if (!needles.every((needle) => entry.haystack.includes(needle))) continue;
      found.push(entry.person);
      if (found.length === limit) break;
    }
    return found;
  }
}

function toEntry(user: GraphUser, extensions: readonly string[]): Entry {
  const numbers: Person['numbers'] = [
    ...extensions.map((number) => ({ kind: 'extension' as const, number })),
    ...user.businessPhones.map((number) => ({ kind: 'business' as const, number })),
    ...(user.mobilePhone === undefined ? [] : [{ kind: 'mobile' as const, number: user.mobilePhone }]),
  ];
  const person: Person = {
    id: user.id,
    displayName: user.displayName,
    ...(user.jobTitle === undefined ? {} : { jobTitle: user.jobTitle }),
    ...(user.department === undefined ? {} : { department: user.department }),
    ...(user.mail === undefined ? {} : { mail: user.mail }),
    numbers,
  };
  const words = [user.displayName, user.mail ?? '', user.department ?? '', user.jobTitle ?? ''];
  const digits = numbers.map((each) => each.number.replace(/\D/g, ''));
  return { person, haystack: folded([...words, ...digits].join(' ')) };
}
