// Finds the join links of an invitation and puts the one to open first.
import type { ReadText } from '#shared/domain/number';
import type { Invitation } from './meetingTypes.ts';
import { safeLink, type SafeLink } from './safeLink.ts';
import { isGenericRoom, serviceOf, type ServiceMatch } from './serviceOf.ts';
import { unwrapLink } from './unwrapLink.ts';

/** A link one may join by; without a service only where the host itself or the location names it. */
export interface JoinLink {
  readonly href: string;
  readonly service?: string;
  readonly serviceName?: string;
}

/** The texts of an invitation, read. */
export interface ReadInvitation {
  readonly location: ReadText;
  /** Subject, body as text, body as HTML, in this order. */
  readonly others: readonly ReadText[];
}

/** A link with what decides its rank; lower is better. */
interface Candidate {
  readonly link: SafeLink;
  readonly match: ServiceMatch | null;
  readonly source: number;
  readonly position: number;
}

const links = /https?:\/\/[^\s<>"`{}|\\^\p{Cc}]{4,4096}/giu;
const map = /^(?:[\w-]+\.)*maps\.|\/maps(?:\/|$)|openstreetmap\.org\//u;
const mostLinks = 500;
const mostOthers = 10;
/** Parameters that make a link more precise: with them nobody is asked for a password. */
const keys = /[?&](?:pwd|p|pw|password|passcode|tk|token|jwt|h|mtid|context)=[^&]/giu;

/** The join links, best first: known services before others, property before location before body, then as written. */
export function findJoinLinks(invitation: Invitation, read: ReadInvitation): readonly JoinLink[] {
  const property = invitation.onlineMeetingUrl ?? '';
  const found = [
    ...candidate(property, 0, 0),
    ...linksOf(read.location, 1),
    ...read.others.flatMap((text, index) => linksOf(text, 2 + index)),
  ];
  const usable = found.filter((one) => isUsable(one, read.location));
  return onePerPage([...usable].sort(byRank))
    .slice(0, mostOthers + 1)
    .map(toJoinLink);
}

function linksOf(read: ReadText, source: number): readonly Candidate[] {
  const written = [...read.text.matchAll(links)].slice(0, mostLinks).map(({ 0: text, index }) => ({ text, index }));
  const behind = read.links.slice(0, mostLinks).map(({ href, start }) => ({ text: href, index: start }));
  return [...behind, ...written].flatMap(({ text, index }) => candidate(text, source, index));
}

function candidate(text: string, source: number, position: number): readonly Candidate[] {
  const wrapped = safeLink(text);
  const link = wrapped === null ? null : unwrapLink(wrapped);
  return link === null ? [] : [{ link, match: serviceOf(link.url), source, position }];
}

function isUsable(one: Candidate, location: ReadText): boolean {
  return one.match !== null || one.source === 0 || isWholeLocation(one, location) || isGenericRoom(one.link.url);
}

/** A location that is nothing but a link names the meeting, whoever serves it, unless it is a map. */
function isWholeLocation({ source, link }: Candidate, location: ReadText): boolean {
  return (
    source === 1 &&
    !map.test(`${link.url.hostname}${link.url.pathname}`) &&
    /^\s*https?:\/\/\S+\s*$/iu.test(location.text)
  );
}

function byRank(one: Candidate, other: Candidate): number {
  return standing(one) - standing(other) || one.source - other.source || one.position - other.position;
}

function standing({ match }: Candidate): number {
  if (match === null) return 2;
  return match.isSelfHosted ? 1 : 0;
}

/** Of several links to one page the most precise stays, in the place of the first. */
function onePerPage(ranked: readonly Candidate[]): readonly Candidate[] {
  const pages = new Map<string, Candidate>();
  for (const one of ranked) {
    const page = `${one.link.url.host}${one.link.url.pathname}`.toLowerCase();
    const first = pages.get(page);
    if (first === undefined || precision(one) > precision(first)) pages.set(page, one);
  }
  return [...pages.values()];
}

function precision({ link }: Candidate): number {
  return link.url.search.match(keys)?.length ?? 0;
}

function toJoinLink({ link, match }: Candidate): JoinLink {
  return match === null ? { href: link.href } : { href: link.href, service: match.service, serviceName: match.name };
}
