// Finds in an invitation how to take part: the join link and the dial-in.
import { readText, type FoundNumber, type ReadText } from '#shared/domain/number';
import { findCodes } from './findCodes.ts';
import { findDialIns } from './findDialIns.ts';
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
  const phones = dialIns(location, bodies, { country: invitation.country, joinsSomething: isSure });
  const codes = findCodes(texts, phones, lead?.service);
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
  context: { readonly country: string | undefined; readonly joinsSomething: boolean },
): readonly FoundNumber[] {
  return [
    ...findDialIns(location, { ...context, isLocation: true }),
    ...bodies.flatMap((body) => findDialIns(body, { ...context, isLocation: false })),
  ];
}

function eachOnce(numbers: readonly FoundNumber[]): readonly FoundNumber[] {
  const seen = new Set<string>();
  return numbers.filter(({ e164 }) => !seen.has(e164) && seen.add(e164)).slice(0, mostPhones);
}

function toDialIn({ e164, text, country }: FoundNumber): DialIn {
  return { e164, text, ...(country !== undefined && { country }) };
}
