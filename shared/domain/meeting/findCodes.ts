// Finds the conference id and the PIN that an invitation asks callers for.
import { foldText, type FoundNumber } from '#shared/domain/number';
import { codeLabelBefore } from './codeLabel.ts';
import type { CodeKind } from './dialInWords.ts';

/** Digits to send after connecting. */
export interface MeetingCodes {
  readonly conferenceId?: string;
  readonly pin?: string;
}

/** Digits behind a label, with where they stand. */
interface LabelledCode {
  readonly kind: CodeKind;
  readonly digits: string;
}

/** Groups of digits; `-` parts the codes of some services. */
const codes = /(?<![\d+(]|\d[-. ])\d(?:[ \u00a0-]?\d){2,19}(?![\d-])/gu;

/**
 * The codes for callers: those of a number's own `,,id#,,pin#` first, for they are what the service wants; else the ones
 * behind labels. The id of the meeting serves callers where no other is given, except in Teams, which has its own for them.
 */
export function findCodes(
  texts: readonly string[],
  phones: readonly Pick<FoundNumber, 'postDial'>[],
  service: string | undefined,
): MeetingCodes {
  const [sentId, sentPin] = codesOf(phones.find((phone) => phone.postDial !== undefined)?.postDial);
  const labelled = texts.flatMap(labelledCodes);
  const isTeams = service === 'teams';
  const kinds: readonly CodeKind[] =
    phones.length === 0 || isTeams ? ['conferenceId'] : ['conferenceId', 'accessCode', 'meetingId'];
  const conferenceId = sentId ?? kinds.map((kind) => firstOf(labelled, kind)).find((digits) => digits !== undefined);
  const pin = sentPin ?? (isTeams || phones.length === 0 ? undefined : firstOf(labelled, 'pin'));
  const isOnlyPin = conferenceId !== undefined && conferenceId === pin;
  return { ...(conferenceId !== undefined && !isOnlyPin && { conferenceId }), ...(pin !== undefined && { pin }) };
}

function codesOf(postDial: string | undefined): readonly string[] {
  return postDial?.match(/\d{3,20}/gu) ?? [];
}

function firstOf(labelled: readonly LabelledCode[], kind: CodeKind): string | undefined {
  return labelled.find((code) => code.kind === kind)?.digits;
}

function labelledCodes(text: string): readonly LabelledCode[] {
  const folded = foldText(text);
  return [...folded.matchAll(codes)].flatMap(({ 0: digits, index }) => {
    const kind = codeLabelBefore(folded, index);
    return kind === null ? [] : [{ kind, digits: digits.replace(/\D/gu, '') }];
  });
}
