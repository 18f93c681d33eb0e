// Joins people and extensions: by the directory, by what was given by hand, and says where the two do not fit.
import type { GraphUser } from '#bot/graph';
import { allAtOnce, eachInSteps, type Steps } from './steps.ts';

/** How extensions are found in the directory (from the configuration). */
export interface DirectoryRule {
  /** Mails and user principal names are read in lower case, for PBXs that name their lines so. */
  readonly extensionFrom: 'businessPhones' | 'mobilePhone' | 'mail' | 'userPrincipalName';
  /** One capture group: the extension. */
  readonly extensionPattern: string;
  readonly lines: readonly HandLine[];
}

/** A line given by hand; it wins over the directory. */
export interface HandLine {
  readonly extension: string;
  /** Object id, user principal name or mail. */
  readonly user: string;
  /** @default every PBX of the tenant */
  readonly pbx?: string;
  readonly sharedWith: readonly string[];
}

/** A line of somebody, on one PBX or (`pbxId` absent) on every PBX of the tenant. */
export interface OwnLine {
  readonly extension: string;
  readonly pbxId?: string;
}

/** A line and whose it is. */
export interface LineClaim extends OwnLine {
  readonly userId: string;
  readonly from: 'hand' | 'directory';
}

/** What does not fit; `userIds` begins with the owner where there is one. Lines by hand and their sharers are told alike. */
export interface LineMismatch {
  readonly kind:
    | 'userWithoutLine'
    | 'lineWithoutUser'
    | 'extensionClaimedTwice'
    | 'lineGivenTwice'
    | 'lineUserUnknown'
    | 'lineUserAmbiguous'
    | 'mailClaimedTwice';
  readonly extension?: string;
  readonly pbxId?: string;
  readonly userIds: readonly string[];
  /** As the configuration names whom the line is shared with, when it is they who were not found. */
  readonly sharer?: string;
}

/** A line whose log others may see. */
export interface LineShare {
  readonly claim: LineClaim;
  readonly userIds: readonly string[];
}

/** Who owns what, and what the admin should look at. */
export interface JoinedLines {
  readonly claims: readonly LineClaim[];
  /** Of claims among `claims`. Whoever shares is found by object id, user principal name or mail, or not at all. */
  readonly shares: readonly LineShare[];
  readonly mismatches: readonly LineMismatch[];
}

type UsersByMail = ReadonlyMap<string, readonly string[]>;

/** What a PBX may be given as the name of a device; a directory field can hold anything. */
const usable = /^[0-9*#+A-Za-z_.@-]{1,64}$/;

/** Key of a line among the lines of a tenant. */
export function lineKey({ extension, pbxId }: OwnLine): string {
  return `${pbxId ?? ''}/${extension}`;
}

/** Lines by hand first, then those of the directory in the order of `users`; the first to claim a line has it. */
export function joinLines(users: readonly GraphUser[], rule: DirectoryRule): JoinedLines {
  return allAtOnce(joiningLines(users, rule));
}

/** As `joinLines`, in steps. */
export function* joiningLines(users: readonly GraphUser[], rule: DirectoryRule): Steps<JoinedLines> {
  const mails = yield* usersByMail(users);
  const hand = yield* handClaims(users, rule, mails);
  const given = new Set(hand.claims.map(({ userId }) => userId));
  const pattern = new RegExp(rule.extensionPattern);
  const all = [...hand.claims];
  yield* eachInSteps(users, (user) => {
    if (given.has(user.id)) return;
    for (const extension of extensionsOf(user, rule, pattern))
      all.push({ extension, userId: user.id, from: 'directory' });
  });
  const { claims, twice } = yield* settle(all);
  const kept = new Set(claims);
  const withLine = new Set(claims.map(({ userId }) => userId));
  yield;
  const without = users.filter(({ id }) => !withLine.has(id));
  return {
    claims,
    shares: hand.shares.filter(({ claim }) => kept.has(claim)),
    mismatches: [
      ...hand.mismatches,
      ...twice,
      ...sharedMails(mails),
      ...without.map(({ id }) => ({ kind: 'userWithoutLine' as const, userIds: [id] })),
    ],
  };
}

function* handClaims(users: readonly GraphUser[], rule: DirectoryRule, mails: UsersByMail): Steps<JoinedLines> {
  if (rule.lines.length === 0) return { claims: [], shares: [], mismatches: [] };
  const find = yield* userFinder(users, mails);
  const claims: LineClaim[] = [];
  const shares: LineShare[] = [];
  const mismatches: LineMismatch[] = [];
  yield* eachInSteps(rule.lines, ({ extension, user, pbx, sharedWith }) => {
    const line = { extension, ...(pbx === undefined ? {} : { pbxId: pbx }) };
    const userIds = find(user.toLowerCase());
    const [userId, ...others] = userIds;
    if (userId === undefined) mismatches.push({ kind: 'lineUserUnknown', ...line, userIds: [] });
    else if (others.length > 0) mismatches.push({ kind: 'lineUserAmbiguous', ...line, userIds });
    else {
      const claim = { ...line, userId, from: 'hand' as const };
      claims.push(claim);
      if (sharedWith.length > 0) shares.push({ claim, userIds: sharers(sharedWith, find, userId) });
      mismatches.push(...lostSharers(sharedWith, find).map((lost) => ({ ...lost, ...line })));
    }
  });
  return { claims, shares, mismatches };
}

/** A mail two people have names neither of them. */
function sharers(
  sharedWith: readonly string[],
  find: (key: string) => readonly string[],
  ownerId: string,
): readonly string[] {
  const found = sharedWith.flatMap((key) => {
    const [userId, ...others] = find(key.toLowerCase());
    return userId === undefined || others.length > 0 ? [] : [userId];
  });
  return [...new Set(found)].filter((userId) => userId !== ownerId);
}

/** Whom a line is shared with and who cannot be told: a line must not be shared with fewer people than it says in silence. */
function lostSharers(
  sharedWith: readonly string[],
  find: (key: string) => readonly string[],
): readonly Pick<LineMismatch, 'kind' | 'userIds' | 'sharer'>[] {
  return [...new Set(sharedWith)].flatMap((sharer) => {
    const userIds = find(sharer.toLowerCase());
    if (userIds.length === 1) return [];
    return [{ kind: userIds.length === 0 ? 'lineUserUnknown' : 'lineUserAmbiguous', userIds, sharer }];
  });
}

/** Object ids and user principal names are unique in a tenant; of mails that is only hoped. */
function* userFinder(users: readonly GraphUser[], mails: UsersByMail): Steps<(key: string) => readonly string[]> {
  const exact = new Map<string, string>();
  yield* eachInSteps(users, (user) => {
    exact.set(user.userPrincipalName.toLowerCase(), user.id);
    exact.set(user.id.toLowerCase(), user.id);
  });
  return (key) => {
    const userId = exact.get(key);
    return userId === undefined ? (mails.get(key) ?? []) : [userId];
  };
}

function* usersByMail(users: readonly GraphUser[]): Steps<UsersByMail> {
  const byMail = new Map<string, string[]>();
  yield* eachInSteps(users, ({ id, mail }) => {
    const key = mail?.toLowerCase() ?? '';
    if (key === '') return;
    const known = byMail.get(key);
    if (known === undefined) byMail.set(key, [id]);
    else known.push(id);
  });
  return byMail;
}

function sharedMails(mails: UsersByMail): readonly LineMismatch[] {
  return [...mails.values()]
    .filter((userIds) => userIds.length > 1)
    .map((userIds) => ({ kind: 'mailClaimedTwice', userIds }));
}

function extensionsOf(user: GraphUser, { extensionFrom }: DirectoryRule, pattern: RegExp): readonly string[] {
  const found = sourcesOf(user, extensionFrom).flatMap((source) => pattern.exec(source)?.[1] ?? []);
  return found.filter((extension, index) => usable.test(extension) && found.indexOf(extension) === index);
}

function sourcesOf(user: GraphUser, from: DirectoryRule['extensionFrom']): readonly string[] {
  if (from === 'mail') return [(user.mail ?? '').toLowerCase()];
  if (from === 'userPrincipalName') return [user.userPrincipalName.toLowerCase()];
  const numbers = from === 'businessPhones' ? user.businessPhones : [user.mobilePhone ?? ''];
  return numbers.map((number) => number.replace(/[\s().-]/g, ''));
}

/** Gives each line to the first who claims it; a claim on one PBX stands beside a claim on all the others. */
function* settle(
  all: readonly LineClaim[],
): Steps<{ readonly claims: readonly LineClaim[]; readonly twice: readonly LineMismatch[] }> {
  const owners = new Map<string, LineClaim>();
  const losers = new Map<LineClaim, string[]>();
  yield* eachInSteps(all, (claim) => {
    const key = lineKey(claim);
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, claim);
    else if (owner.userId !== claim.userId) lose(losers, owner, claim.userId);
  });
  const isAgain = ({ extension, pbxId, userId }: LineClaim): boolean =>
    pbxId !== undefined && owners.get(lineKey({ extension }))?.userId === userId;
  const claims = [...owners.values()];
  return {
    claims: claims.filter((claim) => !isAgain(claim)),
    twice: [
      ...[...losers].map(([owner, userIds]) => ({
        kind: 'extensionClaimedTwice' as const,
        ...placeOf(owner),
        userIds: [owner.userId, ...userIds],
      })),
      ...claims
        .filter(isAgain)
        .map((claim) => ({ kind: 'lineGivenTwice' as const, ...placeOf(claim), userIds: [claim.userId] })),
    ],
  };
}

/** A whole company may have the number of its switchboard as theirs: the list must not be copied for each of them. */
function lose(losers: Map<LineClaim, string[]>, owner: LineClaim, userId: string): void {
  const known = losers.get(owner);
  if (known === undefined) losers.set(owner, [userId]);
  else known.push(userId);
}

function placeOf({ extension, pbxId }: OwnLine): OwnLine {
  return { extension, ...(pbxId === undefined ? {} : { pbxId }) };
}
