// Finds in an invitation how to take part: the join link and the dial-in.
import { readText, type FoundNumber, type ReadText } from '#shared/domain/number';
import { findCodes } from './findCodes.ts';
import { findDialIns, type DialInContext } from './findDialIns.ts';
import { findJoinLinks } from './findJoinLinks.ts';
import type { DialIn, Invitation, Meeting } from './meetingTypes.ts';

/** Dial-in numbers kept; the longest lists of the services have about 120. */
const mostPhones = 200;

/** How to take part in the meeting of an invitation; null when it names no way, which is not an error. */
export function findMeeting(invitation: Invitation): Meeting | null {
  const location = readText(invitation.location ?? '');
  const bodies = [readText(invitation.bodyText ?? ''), readText(invitation.bodyHtml ?? '', { html: true })];
  const [lead, ...others] = findJoinLinks(invitation, {
    location,
    others: [readText(invitation.subject ?? ''), ...bodies],
  });
  const texts = [location, ...bodies].map((read) => read.text);
  const isSure = lead !== undefined || findCodes(texts, [], undefined).conferenceId !== undefined;
  const ids = lead?.href.match(/\d{6,}/gu) ?? [];
  const phones = dialIns(location, bodies, { country: invitation.country, joinsSomething: isSure, ids });
  const codes = findCodes(texts, phones, lead);
  if (lead === undefined && phones.length === 0) return null;
  return {
    ...(lead !== undefined && { joinUrl: lead.href }),
    ...(lead?.service !== undefined && { service: lead.service }),
    ...(lead?.serviceName !== undefined && { serviceName: lead.serviceName }),
    otherUrls: others.map((link) => link.href),
    phones: eachOnce(phones).map(toDialIn),
    ...codes,
  };
}

function dialIns(
  location: ReadText,
  bodies: readonly ReadText[],
  context: Omit<DialInContext, 'isLocation'>,
): readonly FoundNumber[] {
  return [
    ...findDialIns(location, { ...context, isLocation: true }),
    ...bodies.flatMap((body) => findDialIns(body, { ...context, isLocation: false })),
  ];
}

function eachOnce(numbers: readonly FoundNumber[]): readonly FoundNumber[] {
  const byNumber = new Map<string, FoundNumber>();
  for (const number of numbers) {
    const first = byNumber.get(number.e164);
    if (first === undefined) byNumber.set(number.e164, number);
    else if (first.postDial === undefined && number.postDial !== undefined)
      byNumber.set(number.e164, { ...first, postDial: number.postDial });
  }
  return [...byNumber.values()].slice(0, mostPhones);
}

function toDialIn({ e164, text, country, postDial }: FoundNumber): DialIn {
  return { e164, text, ...(country !== undefined && { country }), ...(postDial !== undefined && { postDial }) };
}
