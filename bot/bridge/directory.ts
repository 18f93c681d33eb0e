// The people of one tenant: who owns which extension, and search by name, mail, department or number.
import type { Person } from '#shared/contracts';
import type { GraphUser } from '#bot/graph';

/** How extensions are found in the directory (from the configuration). */
export interface DirectoryRule {
  readonly extensionFrom: 'businessPhones' | 'mobilePhone';
  /** One capture group: the extension. */
  readonly extensionPattern: string;
  readonly lines: readonly {
    readonly extension: string;
    readonly user: string;
    readonly sharedWith: readonly string[];
  }[];
}

interface Entry {
  readonly person: Person;
  readonly extension: string | undefined;
  readonly haystack: string;
}

/** Text as it is compared: no accents, no case. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** An immutable picture of the directory; a refresh makes a new one. */
export class Directory {
  private readonly entries: readonly Entry[];
  private readonly byExtension = new Map<string, Entry>();
  private readonly byId = new Map<string, Entry>();

  constructor(users: readonly GraphUser[], rule: DirectoryRule) {
    const pattern = new RegExp(rule.extensionPattern);
    const given = givenLines(users, rule);
    this.entries = users
      .map((user) => toEntry(user, given.get(user.id) ?? extensionOf(user, rule, pattern)))
      .sort((one, other) => one.person.displayName.localeCompare(other.person.displayName));
    for (const entry of this.entries) {
      this.byId.set(entry.person.id, entry);
      // The first owner wins; a number two people share is nobody's own line in full, but never shows one the other's calls.
      if (entry.extension !== undefined && !this.byExtension.has(entry.extension)) {
        this.byExtension.set(entry.extension, entry);
      }
    }
  }

  ownerOf(extension: string): string | undefined {
    return this.byExtension.get(extension)?.person.id;
  }

  /** The user's own extension, when that extension is not somebody else's already. */
  extensionOf(userId: string): string | undefined {
    const extension = this.byId.get(userId)?.extension;
    return extension !== undefined && this.ownerOf(extension) === userId ? extension : undefined;
  }

  /** Every extension somebody owns. */
  extensions(): readonly string[] {
    return [...this.byExtension.keys()];
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

function givenLines(users: readonly GraphUser[], rule: DirectoryRule): Map<string, string> {
  const given = new Map<string, string>();
  for (const line of rule.lines) {
    const wanted = line.user.toLowerCase();
    const user = users.find((each) =>
      [each.id, each.userPrincipalName, each.mail ?? ''].some((key) => key.toLowerCase() === wanted),
    );
    if (user !== undefined) given.set(user.id, line.extension);
  }
  return given;
}

function extensionOf(user: GraphUser, rule: DirectoryRule, pattern: RegExp): string | undefined {
  const sources = rule.extensionFrom === 'businessPhones' ? user.businessPhones : [user.mobilePhone ?? ''];
  for (const source of sources) {
    const extension = pattern.exec(source.replace(/[\s().-]/g, ''))?.[1];
    if (extension !== undefined) return extension;
  }
  return undefined;
}

function toEntry(user: GraphUser, extension: string | undefined): Entry {
  const numbers: Person['numbers'] = [
    ...(extension === undefined ? [] : [{ kind: 'extension' as const, number: extension }]),
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
  return { person, extension, haystack: folded([...words, ...digits].join(' ')) };
}
