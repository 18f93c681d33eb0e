// Which records count as missed calls of their user.
import { isCountedAsMissed, isToBeReturned, type CallRecord } from '#shared/domain/call';

type Facts = Pick<CallRecord, 'direction' | 'outcome' | 'answeredBy' | 'endUnknown'>;

const missed: Facts = { direction: 'incoming', outcome: 'missed' };
const rows: readonly (readonly [string, Facts, boolean])[] = [
  ['a missed call', missed, true],
  ['a missed call that a colleague answered', { ...missed, answeredBy: { number: '103' } }, false],
  ['a missed call answered by somebody unknown', { ...missed, answeredBy: {} }, false],
  ['a call whose end was not seen', { ...missed, endUnknown: true }, false],
  ['a call answered elsewhere', { ...missed, outcome: 'answeredElsewhere' }, false],
  ['a rejected call', { ...missed, outcome: 'rejected' }, false],
  ['an answered call', { ...missed, outcome: 'answered' }, false],
  ['a call in the mailbox, which is told as one', { ...missed, outcome: 'voicemail' }, false],
  ['an outgoing call', { ...missed, direction: 'outgoing' }, false],
];

describe('isCountedAsMissed', () => {
  it.each(rows)('judges %s', (_what, facts, isCounted) => {
    expect(isCountedAsMissed(facts)).toBe(isCounted);
  });
});

describe('isToBeReturned', () => {
  it.each(rows.filter(([, { outcome }]) => outcome !== 'voicemail'))('judges %s alike', (_what, facts, isCounted) => {
    expect(isToBeReturned(facts)).toBe(isCounted);
  });
  it('takes in a call in the mailbox, unless a colleague answered it', () => {
    const inMailbox: Facts = { ...missed, outcome: 'voicemail', endUnknown: true };
    expect(isToBeReturned(inMailbox)).toBe(true);
    expect(isToBeReturned({ ...inMailbox, answeredBy: { number: '103' } })).toBe(false);
    expect(isToBeReturned({ ...inMailbox, direction: 'outgoing' })).toBe(false);
  });
});
