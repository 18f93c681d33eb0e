// Turns what the finders find in an item into what the views show: each number once, the newest first, the own country first.
import type { FoundNumber } from '#shared/domain/number';
import type { ItemSnapshot } from '#shared/host';
import type { MeetingView, NumberView } from '#shared/ui';
import type { ItemFinders } from './ports.ts';

/** A mail with more numbers is a list, not a letter. */
const shownNumbers = 50;
const shownPhones = 12;
const shownLinks = 8;

/** The numbers of subject, location and body. */
export function numbersOf(
  item: ItemSnapshot,
  finders: ItemFinders,
  country: string | undefined,
): readonly NumberView[] {
  const where = country === undefined ? {} : { country };
  const found = [
    ...finders.findNumbers(item.subject, where),
    ...finders.findNumbers(item.location, where),
    ...finders.findNumbers(item.bodyText, where),
    ...finders.findNumbers(item.bodyHtml, { ...where, html: true }),
  ];
  const views = new Map<string, NumberView>();
  // What is quoted ranks below what is new (spec telephony 4); sorting keeps the order of the text otherwise.
  for (const one of [...found].sort((a, b) => Number(a.isQuoted) - Number(b.isQuoted))) {
    const key = dialled(one);
    views.set(key, merged(views.get(key), one));
  }
  return [...views.values()].slice(0, shownNumbers);
}

/** The meeting of the item; undefined when there is neither a link nor a number to dial. */
export function viewMeeting(
  item: ItemSnapshot,
  finders: ItemFinders,
  country: string | undefined,
): MeetingView | undefined {
  const meeting = finders.findMeeting({
    subject: item.subject,
    location: item.location,
    bodyHtml: item.bodyHtml,
    bodyText: item.bodyText,
    country,
  });
  if (meeting === null || (meeting.joinUrl === undefined && meeting.phones.length === 0)) return undefined;
  const { joinUrl, serviceName, conferenceId, pin } = meeting;
  const phones = meeting.phones.map((phone) => ({
    number: phone.e164,
    uri: finders.joinByPhoneUri(meeting, phone),
    isOwnCountry: country !== undefined && phone.country === country,
  }));
  return {
    ...(joinUrl !== undefined && { joinUrl }),
    ...(serviceName !== undefined && { serviceName }),
    ...(conferenceId !== undefined && { conferenceId }),
    ...(pin !== undefined && { pin }),
    otherUrls: meeting.otherUrls.slice(0, shownLinks),
    phones: phones.sort((a, b) => Number(b.isOwnCountry) - Number(a.isOwnCountry)).slice(0, shownPhones),
  };
}

/** As it is dialled: two extensions behind one number are two numbers (RFC 3966 form). */
function dialled({ e164, ext }: FoundNumber): string {
  return ext === undefined ? e164 : `${e164};ext=${ext}`;
}

/** The first mention counts; a later one may say what the first left out. */
function merged(first: NumberView | undefined, one: FoundNumber): NumberView {
  const kind = first?.kind ?? one.kind;
  return {
    number: dialled(one),
    e164: one.e164,
    isQuoted: first?.isQuoted ?? one.isQuoted,
    ...(kind !== undefined && { kind }),
  };
}
