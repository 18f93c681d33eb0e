// Decides the words of a log record: its outcome, its route and its duration.
import type { CallRecordWire } from '#shared/contracts';
import type { MessageKey, Translator } from '#shared/i18n';
import { plainText } from '../../text/plainText.ts';
import { shortParty } from '../../text/partyText.ts';

type Format = (number: string) => string;

const outcomeKeys: Readonly<Record<CallRecordWire['outcome'], MessageKey>> = {
  answered: 'call.outcome.answered',
  answeredElsewhere: 'call.outcome.answeredElsewhere',
  voicemail: 'call.outcome.voicemail',
  missed: 'call.outcome.missed',
  busy: 'call.outcome.busy',
  rejected: 'call.outcome.rejected',
  cancelled: 'call.outcome.cancelled',
  failed: 'call.outcome.failed',
};

/** True for what the person has to return: incoming, and nobody took it. */
export function isMissed(record: CallRecordWire): boolean {
  return record.direction === 'incoming' && (record.outcome === 'missed' || record.outcome === 'voicemail');
}

/** `Missed`, or who took the call when it was not this person. */
export function outcomeText(record: CallRecordWire, { t }: Translator, format: Format): string {
  const by = shortParty(record.answeredBy, format);
  const isElsewhere = record.outcome === 'answeredElsewhere' && by !== '';
  return isElsewhere ? t('call.answeredBy', { name: by }) : t(outcomeKeys[record.outcome]);
}

/** Whose line it was, how the call came and went: group, forwarding, transfers; in that order, each only where known. */
export function detailsOf(record: CallRecordWire, { t }: Translator, format: Format): readonly string[] {
  const named = (key: MessageKey, name: string): readonly string[] => (name === '' ? [] : [t(key, { name })]);
  const group = record.group;
  const groupName = group === undefined ? '' : plainText(group.name ?? group.id);
  const isTakenByOther = record.outcome !== 'answeredElsewhere' && record.answeredBy !== undefined;
  return [
    ...(record.owner === undefined ? [] : named('call.lineOf', plainText(record.owner.displayName ?? record.line))),
    ...(isTakenByOther ? named('call.answeredBy', shortParty(record.answeredBy, format)) : []),
    ...named(group?.kind === 'queue' ? 'call.viaQueue' : 'call.via', groupName),
    ...named('call.forwardedFrom', shortParty(record.originalTarget, format)),
    ...named('call.transferredFrom', shortParty(record.transferredFrom, format)),
    ...named('call.transferredTo', shortParty(record.transferredTo, format)),
    ...(record.endUnknown === true ? [t('call.endUnknown')] : []),
  ];
}

/** Talk time; for a missed call how long it rang; undefined when there is nothing to tell. */
export function durationOf(
  record: CallRecordWire,
  translator: Translator,
): { readonly shown: string; readonly spoken: string } | undefined {
  const isTalk = record.outcome === 'answered';
  const seconds = isTalk ? record.talkSeconds : record.ringSeconds;
  if (!isTalk && !isMissed(record)) return undefined;
  const shown = translator.formatDuration(seconds);
  const spoken = translator.speakDuration(seconds);
  return { shown, spoken: isTalk ? spoken : translator.t('call.ring', { duration: spoken }) };
}
