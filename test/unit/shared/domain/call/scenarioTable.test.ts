// The whole scenario table of the telephony spec (section 6): each of its rows by its words, with the record of every user.
import { recordsOfCall, type CallRecord, type Party } from '#shared/domain/call';
import { dialledRows } from './scenarioRowsDialled.ts';
import { handledRows } from './scenarioRowsHandled.ts';

const table = { ...dialledRows, ...handledRows };

/** Users own the extensions 101 to 109; 201 is the second phone of 101's; 900 is a line of 109's that others share. */
function owner(deviceId: string): string | undefined {
  if (deviceId === '201') return '101';
  if (deviceId === '900') return '109';
  return /^10\d$/.test(deviceId) ? deviceId : undefined;
}

/** `user direction outcome other ring talk [on line] [group] [by] [for] [to] [from]`. */
function line(record: CallRecord): string {
  const seen = (word: string, whom: Party | undefined): readonly string[] =>
    whom === undefined ? [] : [word, whom.number ?? '?'];
  return [
    record.userId,
    record.direction,
    record.outcome,
    record.other.number ?? '?',
    `${String(record.ringSeconds)}+${String(record.talkSeconds)}`,
    ...(record.deviceId === record.userId ? [] : ['on', record.deviceId]),
    ...(record.group === undefined ? [] : [record.group.kind, record.group.id]),
    ...seen('by', record.answeredBy),
    ...seen('for', record.originalTarget),
    ...seen('to', record.transferredTo),
    ...seen('from', record.transferredFrom),
  ].join(' ');
}

describe('the scenario table', () => {
  for (const [row, cases] of Object.entries(table)) {
    describe(`when it is: ${row}`, () => {
      it.each(cases)('logs $what', ({ calls, log }) => {
        const records = calls.flatMap((story) => recordsOfCall(story.call(), owner));
        expect(records.map(line).sort()).toEqual([...log].sort());
        expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
      });
    });
  }

  it('keeps no code in the open call either', () => {
    const [first] = table['Authorisation or account codes dialled'] ?? [];
    expect(JSON.stringify(first?.calls.map((story) => story.call()))).not.toContain('4711');
  });
});
