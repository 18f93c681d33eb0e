// Exports our functions under the names and in the shapes that outside corpora ask for.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { AmiFramer } from '#bot/pbx';
import { findJoinLink, findMeeting } from '#shared/domain/meeting';
import {
  buildTelUri,
  formatNational,
  isTelUri,
  matchNumbers,
  parseTelUri,
  splitPostDial,
  type Leniency,
} from '#shared/domain/number';
import { validateManifest as manifestFaults } from '../../manifests/teams/validateManifest.ts';
import { loadOpenapiCheck } from '../sandbox/graph/index.ts';
import { loadCardCheck } from './cardCheck.ts';

export { lineState, parseDialogInfo, parseMwi, parsePidf, pidfOpen } from './sipBodies.ts';

/** A number found, as the corpora list it. */
interface FoundPhone {
  readonly start: number;
  readonly end: number;
  readonly e164: string;
}

/** The numbers of a text by the matcher alone: the suites ask for its semantics, without what mails add. */
export function findPhones(
  text: string,
  region: string | null,
  options: { readonly leniency?: Leniency } = {},
): readonly FoundPhone[] {
  // libphonenumber-js finds numbers without the prefix of their plan as well, and its suite asks for them.
  return matchNumbers(text, {
    country: region ?? undefined,
    leniency: options.leniency,
    mayLackPrefix: () => true,
  }).map(({ start, end, number }) => ({
    start,
    end,
    e164: number.number,
  }));
}

/** How a number is written inside its country and from abroad. */
export function formatE164(e164: string): {
  readonly national: string;
  readonly international: string;
  readonly valid: boolean;
} {
  const number = parsePhoneNumberFromString(e164);
  if (number === undefined) return { national: '', international: '', valid: false };
  return {
    national: formatNational(number),
    international: number.formatInternational(),
    valid: number.isValid(),
  };
}

/** The tel: URI of a number. */
export function telBuild(e164: string): string | null {
  return buildTelUri({ e164 });
}

/** True for a URI of the grammar of RFC 3966. */
export function telValid(uri: string): boolean {
  return isTelUri(uri);
}

/** The number that a tel: URI reaches. */
export function telParse(uri: string, region?: string): ReturnType<typeof parseTelUri> {
  return parseTelUri(uri, region);
}

/** The number and the codes to be sent after connecting. */
export function telSplit(uri: string): ReturnType<typeof splitPostDial> {
  return splitPostDial(uri);
}

/** The join link of a text, with the service behind it. */
export function detectLink(
  text: string,
  { html = false }: { readonly html?: boolean } = {},
): { readonly service: string | undefined; readonly url: string } | null {
  const link = findJoinLink(text, { html });
  return link === null ? null : { service: link.service, url: link.href };
}

/** How to take part in the meeting of an invitation's body. */
export function detectMeeting(
  body: string,
  { html = false, region }: { readonly html?: boolean; readonly region?: string } = {},
): object | null {
  const meeting = findMeeting({ ...(html ? { bodyHtml: body } : { bodyText: body }), country: region });
  if (meeting === null) return null;
  const { joinUrl = null, phones, conferenceId, pin, meetingId, passcode } = meeting;
  const conferenceIdOrPin = conferenceId ?? pin ?? null;
  return { joinUrl, phones: phones.map(({ e164 }) => e164), conferenceIdOrPin, meetingId, passcode };
}

/** The messages of an AMI stream, cut anywhere. */
export function amiFeed(chunks: readonly Buffer[]): readonly object[] {
  const framer = new AmiFramer();
  return chunks
    .flatMap((chunk) => framer.feed(chunk).messages)
    .map(({ fields, text }) => ({ ...fields, ...(text !== undefined && { _text: text }) }));
}

/** True where the manifest is valid against the schema it names. */
export async function validateManifest(manifest: unknown): Promise<boolean> {
  return (await manifestFaults(manifest)).length === 0;
}

const openapi = loadOpenapiCheck();

/** True where the request to Graph is as documented; absent without the description of Graph. */
export const validateGraph =
  openapi === null
    ? undefined
    : (operation: string, body: unknown): boolean =>
        openapi.request(operation, new URLSearchParams(), body).length === 0;

/** True where the card is valid for Teams; absent without the schema of cards. */
export const validateCard = loadCardCheck() ?? undefined;
