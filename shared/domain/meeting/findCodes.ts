// Finds the conference id and the PIN that an invitation asks callers for, and what it says about id and password.
import { foldText, type FoundNumber } from '#shared/domain/number';
import { codeLabelBefore } from './codeLabel.ts';
import type { CodeKind } from './codeWords.ts';
import type { JoinLink } from './findJoinLinks.ts';

/** Digits to send after connecting, and what a person types to join by hand. */
export interface MeetingCodes {
  readonly conferenceId?: string;
  readonly pin?: string;
  readonly meetingId?: string;
  readonly passcode?: string;
}

/** Digits with what their label announces; `hashed` are those that only a `#` behind them calls a code. */
interface LabelledCode {
  readonly kind: CodeKind | 'hashed';
  readonly digits: string;
}

/** Groups of digits; `-` parts the codes of some services. */
const codes = /(?<![\d+(]|\d[-. ])\d(?:[ \u00a0-]?\d){2,19}(?![\d-]|[a-z])/gu;
/** `Meeting password: 6mpBVCz3 (62728293 from phones)`: the one in brackets is for callers. */
const spelled = /[:：] ?[^\s()（）]{4,40} ?[(（](\d{4,16})(?=[^\d()（）]{3,60}[)）])/gu;
const password = /[:：] ?([^\s<>|,;()（）/]{3,40})/gu;
const idInLink =
  /^https:\/\/(?:[\w-]+\.)*(?:zoom|zoom-x|zoomgov|ringcentral|gotomeeting)\.[\w.]+\/(?:j|join|w|s)\/(\d{8,12})(?:[/?#]|$)/u;
/** Shorter digits behind "ID" or before `#` are options of a menu. */
const fewestDigits = 5;

/**
 * The codes for callers: those of a number's own `,,id#,,pin#` first, for they are what the service wants; else the ones
 * behind labels. The id of the meeting serves callers where no other is given, except in Teams, which has its own for them.
 */
export function findCodes(
  texts: readonly string[],
  phones: readonly Pick<FoundNumber, 'postDial'>[],
  lead: Pick<JoinLink, 'href' | 'service'> | undefined,
): MeetingCodes {
  const [sentId, sentPin] = codesOf(phones.find((phone) => phone.postDial !== undefined)?.postDial);
  const folded = texts.map(foldText);
  const labelled = folded.flatMap(labelledCodes);
  const kinds = kindsOf(lead?.service, phones.length > 0);
  const conferenceId = sentId ?? firstOf(labelled, kinds.ids) ?? (phones.length > 0 ? idOfLink(lead?.href) : undefined);
  const pin = sentPin ?? firstOf(labelled, kinds.pins);
  const isOnlyPin = conferenceId !== undefined && conferenceId === pin;
  const meetingId = firstOf(labelled, ['meetingId']);
  const passcode = texts.map((text, index) => passwordOf(text, folded[index] ?? '')).find((word) => word !== undefined);
  return {
    ...(conferenceId !== undefined && !isOnlyPin && { conferenceId }),
    ...(pin !== undefined && { pin }),
    ...(meetingId !== undefined && { meetingId }),
    ...(passcode !== undefined && { passcode }),
  };
}

/** Which labels count for callers, best first. Meet asks for a PIN alone; Zoom calls its password an access code. */
function kindsOf(
  service: string | undefined,
  hasPhones: boolean,
): { readonly ids: readonly LabelledCode['kind'][]; readonly pins: readonly LabelledCode['kind'][] } {
  if (!hasPhones) return { ids: ['conferenceId'], pins: [] };
  if (service === 'teams') return { ids: ['conferenceId', 'hashed'], pins: [] };
  if (service === 'googleMeet') return { ids: ['conferenceId'], pins: ['phonePin', 'pin', 'hashed'] };
  if (service === 'zoom') {
    return {
      ids: ['conferenceId', 'meetingId', 'id', 'accessCode'],
      pins: ['phonePin', 'pin', 'password', 'accessCode'],
    };
  }
  return { ids: ['conferenceId', 'accessCode', 'meetingId', 'id', 'hashed'], pins: ['phonePin', 'pin', 'password'] };
}

/** Zoom, RingCentral and GoTo ask callers for the id that stands in the link. */
function idOfLink(href: string | undefined): string | undefined {
  return href === undefined ? undefined : idInLink.exec(href)?.[1];
}

function codesOf(postDial: string | undefined): readonly string[] {
  return postDial?.match(/\d{3,20}/gu) ?? [];
}

function firstOf(labelled: readonly LabelledCode[], kinds: readonly LabelledCode['kind'][]): string | undefined {
  return kinds
    .map((kind) => labelled.find((code) => code.kind === kind)?.digits)
    .find((digits) => digits !== undefined);
}

function labelledCodes(folded: string): readonly LabelledCode[] {
  const plain = [...folded.matchAll(codes)].flatMap(({ 0: text, index }): readonly LabelledCode[] => {
    const digits = text.replace(/\D/gu, '');
    const kind = codeLabelBefore(folded, index) ?? (/^ ?#/u.test(folded.slice(index + text.length)) ? 'hashed' : null);
    const isShort = digits.length < fewestDigits && (kind === 'id' || kind === 'hashed');
    return kind === null || isShort ? [] : [{ kind, digits }];
  });
  const inBrackets = [...folded.matchAll(spelled)].flatMap(({ 1: digits = '', index }): readonly LabelledCode[] => {
    return isPassword(codeLabelBefore(folded, index)) ? [{ kind: 'phonePin', digits }] : [];
  });
  return [...inBrackets, ...plain];
}

/** The first password as it is written, which a person types; those for callers stand apart. */
function passwordOf(text: string, folded: string): string | undefined {
  const found = [...folded.matchAll(password)].find(({ index }) => isPassword(codeLabelBefore(folded, index)));
  return found?.[1] === undefined
    ? undefined
    : text.slice(found.index + found[0].length - found[1].length).slice(0, found[1].length);
}

function isPassword(kind: CodeKind | null): boolean {
  return kind === 'password';
}
