// Codes dialled behind a number are kept nowhere; names stay names.
import fc from 'fast-check';
import { recordsOfCall } from '#shared/domain/call';
import { beforePause, withoutCodes } from '../../../../../shared/domain/call/withoutCodes.ts';
import { CallStory } from '../../../../support/callStory.ts';

const code = '4711';
const withCodes = [
  ['a comma', '0199000101,,4711#', '0199000101'],
  ['a semicolon', '0199000101;4711', '0199000101'],
  ['spaces in the number', '01 99 00 01 01,,4711', '01 99 00 01 01'],
  ['no-break spaces in the number', '01\u202f99\u00a000 01 01,4711', '01\u202f99\u00a000 01 01'],
  ['brackets', '(01)99000101,4711', '(01)99000101'],
  ['dashes, dots and slashes', '01-99.00/01\u201101;4711', '01-99.00/01\u201101'],
  ['a plus and spaces', '+33 199 000 101;4711', '+33 199 000 101'],
  ['a space before the pause', '0199000101 ,4711', '0199000101'],
  ['a wait', '0199000101w4711', '0199000101'],
  ['a pause', '0199000101P4711#', '0199000101'],
  ['several pauses', '0199000101wwp,4711', '0199000101'],
  ['a pause between codes', '0199000101w4711w22', '0199000101'],
  ['a percent-encoded comma', '0199000101%2C4711', '0199000101'],
  ['a percent-encoded semicolon', '%2B33199000101%3b4711', '%2B33199000101'],
  ['a code behind a service', '*72w4711', '*72'],
  ['a tel URI', 'tel:+33199000101;postd=4711', 'tel:+33199000101'],
  ['a SIP URI', 'sip:0199000101,,4711@pbx.example', 'sip:0199000101'],
] as const;

const names = ['wp-lobby', 'pbx', '101pbx', '12p-lobby', 'lobby,1', '101w', '-p100', 'p100', 'ww12', '4wp-room', ''];
/** What numbers, pauses and names are made of. */
const keys = ['0', '1', '9', '+', ' ', '(', ',', ';', 'w', 'p', '%2C', 'a', 'b', '-', '*', '#'] as const;

describe('beforePause', () => {
  it.each(withCodes)('cuts behind %s', (_what, dialled, kept) => {
    expect(beforePause(dialled)).toBe(kept);
    expect(withoutCodes({ number: dialled, name: dialled })).toEqual({ number: kept, name: kept });
  });

  it.each(names)('leaves the name "%s" whole', (name) => {
    const party = { number: name };
    expect(withoutCodes(party)).toBe(party);
  });

  it('gives a beginning of the text, and cuts what it gave no further', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...keys) }), (text) => {
        const kept = beforePause(text);
        expect(text.startsWith(kept)).toBe(true);
        expect(beforePause(kept)).toBe(kept);
      }),
    );
  });
});

describe('withoutCodes', () => {
  describe('when a call is transferred, diverted or fetched to a number with a code', () => {
    const legOf = (device: string): { connectionId: string; deviceId: string } => ({
      connectionId: `leg-${device}`,
      deviceId: device,
    });
    const dialled = { number: `0199000101w${code}` };
    const ring = (): CallStory => new CallStory().dials('trunk', '102').rings('102', 'trunk').at(2);
    const talk = (): CallStory => ring().answers('102', 'trunk').at(5);
    const stories: readonly (readonly [string, CallStory, object])[] = [
      [
        'a transfer',
        talk().add({
          kind: 'transferred',
          ...legOf('102'),
          role: 'transferring',
          transferKind: 'singleStep',
          other: dialled,
        }),
        { transferredTo: { number: '0199000101' } },
      ],
      [
        'a diversion that is answered outside',
        ring()
          .add({ kind: 'diverted', ...legOf('102'), newDestination: dialled, toVoicemail: false })
          .ends('102', 'callNotAnswered')
          .rings('trunk2', 'trunk')
          .answers('trunk2', 'trunk'),
        { answeredBy: { number: '0199000101' } },
      ],
      [
        'a call fetched out of a slot',
        talk().add({ kind: 'unparked', ...legOf('102'), role: 'parked', parkedAt: '701', other: dialled }),
        { transferredTo: { number: '0199000101' } },
      ],
    ];

    it.each(stories)('keeps no code: %s', (_what, story, wanted) => {
      const call = story.ends('102').ends('trunk').ends('trunk2').call();
      const [record] = recordsOfCall(call, (deviceId) => (deviceId === '102' ? 'user-102' : undefined));
      expect(record).toMatchObject(wanted);
      expect(JSON.stringify([call, record])).not.toContain(code);
    });
  });
});
