// Whatever comes in: nothing of the rooms of numbers and meetings throws, hangs a second scheme on a link or lets a control
// sign through; and what they write they can read.
import fc from 'fast-check';
import { findJoinLink, findMeeting, joinByPhoneUri } from '#shared/domain/meeting';
import {
  buildTelUri,
  checkUriTemplate,
  classifyNumber,
  dialPlanPreset,
  emergencyNumbers,
  fillUriTemplate,
  findNumbers,
  foldText,
  formatNumber,
  fromDialString,
  htmlToText,
  isAllowedScheme,
  isEmergency,
  isServiceCode,
  isTelUri,
  matchNumbers,
  parseDialPlan,
  parseTelUri,
  presetCountries,
  readServiceCode,
  readText,
  runDialPlanTests,
  sameTelUri,
  splitPostDial,
  toDialable,
  toDialString,
  toE164,
  toTelUri,
} from '#shared/domain/number';
import { anyCharacter } from '../../../../support/anyCharacter.ts';

const pieces = [
  ...[
    'tel:',
    'javascript:',
    'data:text/html,',
    'https://teams.example.com/',
    '//',
    '%0a',
    '%00',
    '\r\n',
    '\u0000',
    '\u202e',
  ],
  ...['+33', '0', '199002014', ';ext=', ';phone-context=', ',,', '123#', '*21*', '112', '<a href="tel:', '">', '&#10;'],
  ...['Conference ID:', 'PIN', '０１', '\ud800', '(0)', 'x12', '{e164}', '__proto__'],
];
const text = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 60 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
);
const country = fc.constantFrom('FR', 'US', 'DE', 'IT', 'ZZ', '', '__proto__', undefined);
const plan = dialPlanPreset('FR', { outsideLine: '0', pbxMainPrefix: '+3319900', extensionLengths: [4] });

/** What a phone, a link or a page is handed: no control sign, and one scheme at most. */
function expectHarmless(made: string | null | undefined): void {
  if (made === null || made === undefined) return;
  expect(made).not.toMatch(/\p{Cc}/u);
  expect(made.replace(/^[a-z][a-z0-9+.-]*:/iu, '')).not.toMatch(/(?:javascript|data|vbscript|tel|file):/iu);
}

describe('the rooms of numbers and meetings', () => {
  describe('when any text comes in', () => {
    it('throw nothing, and hand out harmless numbers and links', () => {
      fc.assert(
        fc.property(text, text, country, (one, other, where) => {
          const target = { e164: one, dialString: other, ext: one, phoneContext: other, postDial: one };
          const template = fillUriTemplate(one, { e164: other, dialString: one, national: other });
          const uris = [buildTelUri(target), buildTelUri({ dialString: one }), toTelUri(one, where), template];
          const parsed = parseTelUri(one, where);
          const dialled = fromDialString(one, plan);
          const code = readServiceCode(one);
          const numbers = [toE164(one, where), toDialable(one), toDialString(one, plan).dialString, dialled.number];
          const parts = [dialled.e164, dialled.extension, parsed?.e164, parsed?.ext, parsed?.postDial, code?.dialled];
          for (const made of [...uris, ...numbers, ...parts, splitPostDial(one, where)?.postDial]) expectHarmless(made);
          for (const found of findNumbers(one, { country: where })) expectHarmless(found.e164);
        }),
        { numRuns: 500 },
      );
    });

    it('throw nothing where they only judge', () => {
      fc.assert(
        fc.property(text, text, country, fc.anything(), (one, other, where, anything) => {
          classifyNumber(one, where);
          emergencyNumbers(one);
          isEmergency(one, where);
          isServiceCode(one);
          isTelUri(one);
          isAllowedScheme(one, [other]);
          sameTelUri(one, other);
          checkUriTemplate(one, [other]);
          formatNumber(one, where);
          foldText(one);
          htmlToText(one);
          readText(one, { html: true });
          matchNumbers(one, { country: where });
          parseDialPlan(anything);
          runDialPlanTests(plan, [{ input: one, expected: other }]);
        }),
        { numRuns: 300 },
      );
    });

    it('find meetings with harmless links', () => {
      fc.assert(
        fc.property(text, text, text, (subject, bodyText, bodyHtml) => {
          const meeting = findMeeting({ subject, bodyText, bodyHtml, location: subject });
          for (const phone of meeting?.phones ?? []) expectHarmless(joinByPhoneUri(meeting ?? {}, phone));
          expectHarmless(
            joinByPhoneUri({ conferenceId: subject, pin: bodyText }, { e164: bodyHtml, postDial: subject }),
          );
          expect(findJoinLink(bodyHtml, { html: true })?.href ?? '').not.toMatch(/\p{Cc}|^(?:javascript|data|file):/iu);
        }),
        { numRuns: 300 },
      );
    });
  });

  describe.each(presetCountries)('when a number of %s is written and read', (where) => {
    const calling = { FR: 33, DE: 49, GB: 44, US: 1, CH: 41, BE: 32, NL: 31, ES: 34, IT: 39, CA: 1 }[where];
    const valid = fc
      .stringMatching(/^0?[1-9]\d{7,9}$/u)
      .map((national) => `+${calling}${national}`)
      .filter((e164) => toE164(e164) === e164);

    it('reads what it formatted', () => {
      fc.assert(
        fc.property(valid, (e164) => {
          expect(toE164(formatNumber(e164, where), where)).toBe(e164);
          expect(toE164(formatNumber(e164, 'JP'))).toBe(e164);
          expect(parseTelUri(buildTelUri({ e164 }) ?? '')?.e164).toBe(e164);
        }),
      );
    });

    it('finds the number that was dialled', () => {
      const line = fc.constantFrom('', '0', '9', '7');
      fc.assert(
        fc.property(valid, line, (e164, outsideLine) => {
          const site = dialPlanPreset(where, { outsideLine });
          const { dialString, trace } = toDialString(e164, site);
          // Numbers shorter than the country's go without prefix: what they were is not to be told.
          if (dialString === null || trace.some(({ step }) => step === 'shortNumber')) return;
          expect(fromDialString(dialString, site).e164).toBe(e164);
        }),
      );
    });

    it('finds the extension that was dialled', () => {
      const site = dialPlanPreset(where, { outsideLine: '0', extensionLengths: [4] });
      fc.assert(
        fc.property(fc.stringMatching(/^[1-8]\d{3}$/u), (extension) => {
          const { dialString } = toDialString(extension, site);
          expect(fromDialString(dialString ?? '', site)).toMatchObject({ number: extension, extension });
        }),
      );
    });
  });
});
