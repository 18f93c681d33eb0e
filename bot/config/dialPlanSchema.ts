// The part of the configuration file that says how a company's PBX wants numbers dialled, with the admin's own test cases.
import * as v from 'valibot';
import { checkUriTemplate, presetCountries } from '#shared/domain/number';
import { choice, country, flag, list, section, text, wholeNumber, type Notes } from './fields.ts';

const longestNoticeChars = 1_000;
const telForms = ['e164', 'dialString', 'rfc3966'] as const;

/** Digits in quotes; an empty text takes away what the preset says. */
const digits = (says: string, example: string) =>
  shaped({ says, fix: `write digits in quotes, e.g. ${example}`, example }, /^\d{0,6}$/);

const ruleSchema = section('A rule.', {
  match: text({
    says: 'Shape of the number as typed, in E.164 or national: X 0-9, Z 1-9, N 2-9, [2-5], . one digit or more, (...) a group.',
    fix: 'write a mask in quotes',
    example: "'+33800(XXXXXX)'",
  }),
  replace: text({
    says: 'All that is dialled for it; $1 is the first group.',
    fix: 'write digits, *, # and groups in quotes',
    example: "'70800$1'",
  }),
});

const testSchema = section('A test case.', {
  input: text({ says: 'What people type.', fix: 'write a number in quotes', example: "'+33 1 99 01 00 00'" }),
  expected: v.exactOptional(
    text({
      says: 'What must be dialled. Left out: the number must be refused.',
      fix: 'write what must be dialled, in quotes',
      example: "'00199010000'",
    }),
  ),
});

const link = (platform: string, example: string) =>
  text(
    {
      says: `On ${platform}, instead of tel: a URI of the phone app, with {e164}, {national} or {dialString} for the number.`,
      fix: 'begin with the scheme of a phone app, e.g. sip: or ciscotel:, never javascript:, data:, http: or file:',
      example,
    },
    (value) => checkUriTemplate(value) === null,
  );

const linksSchema = section('Links for other phone apps, by platform. Left out: tel: links everywhere.', {
  ios: v.exactOptional(link('iPhone and iPad', "'sip:{e164}@pbx.example.com'")),
  android: v.exactOptional(link('Android', "'sip:{e164}@pbx.example.com'")),
  desktop: v.exactOptional(link('the desktop apps', "'ciscotel:{dialString}'")),
  web: v.exactOptional(link('the browser', "'webextel:{e164}'")),
});

/** How numbers are dialled; tests that fail are faults of the configuration. */
export const dialPlanSchema = section('How the PBX wants numbers dialled. Left out: nothing is added to any number.', {
  preset: v.exactOptional(choice('Country whose prefixes are taken.', presetCountries, 'FR')),
  isOn: v.exactOptional(flag('Dial by the plan. Left out: true as soon as anything of the plan is given.', true)),
  outsideLine: v.exactOptional(digits('Digits before every number outside.', "'0'")),
  country: v.exactOptional(country('Country of the site. Left out: that of the preset, else of the company.')),
  areaCode: v.exactOptional(digits('Area code of the site, without the national prefix.', "''")),
  pbxMainPrefix: v.exactOptional(
    shaped(
      {
        says: "Beginning of the site's own numbers, before the extension.",
        fix: "write it with +, in quotes, e.g. '+3319900'",
        example: "'+3319900'",
      },
      /^(?:\+[1-9]\d{2,13})?$/,
    ),
  ),
  nationalPrefix: v.exactOptional(digits('Digits before a national number.', "'0'")),
  internationalPrefix: v.exactOptional(
    shaped(
      {
        says: 'Digits before an international number, or + where the PBX takes that.',
        fix: "write digits or + in quotes, e.g. '00'",
        example: "'00'",
      },
      /^(?:\+|\d{0,6})$/,
    ),
  ),
  extensionLengths: v.exactOptional(
    list(wholeNumber('Digits of an extension.', 1, 8, 4), {
      says: 'How many digits extensions have.',
      fix: 'give a list of whole numbers',
    }),
  ),
  nationalNumberLength: v.exactOptional(
    wholeNumber('Digits of a national number without its prefix; 0 where they vary.', 0, 14, 9),
  ),
  dropAreaCodeForLocal: v.exactOptional(flag('Dial numbers of the own area without their area code.', false)),
  applyToPlusNumbers: v.exactOptional(flag('Rewrite numbers with + too; false leaves them to the PBX.', true)),
  callersCarryOutsideLine: v.optional(
    flag('The PBX shows callers with the outside line before their number, ready to be dialled.'),
    false,
  ),
  rules: v.optional(
    list(ruleSchema, {
      says: 'Rules for what the settings above cannot say; the first that matches decides.',
      fix: 'give a list of rules',
    }),
    [],
  ),
  tests: v.optional(
    list(testSchema, {
      says: 'Test cases. The service does not start with a plan that fails one of them.',
      fix: 'give a list of test cases',
    }),
    [],
  ),
  telForm: v.optional(
    choice('Form of tel: links: +33..., the digits as the PBX dials them, or all of RFC 3966.', telForms),
    'e164',
  ),
  links: v.exactOptional(linksSchema),
  emergencyNotice: v.exactOptional(
    text(
      {
        says: 'Shown before an emergency call: what to do at home or on the road, in the languages of the site.',
        fix: `write a text of at most ${longestNoticeChars} characters`,
        example: 'Away from the office call 112 from a mobile phone. Hors du bureau, appelez le 112 depuis un mobile.',
      },
      (value) => value.length <= longestNoticeChars,
    ),
  ),
});

/** The section after the schema. */
export type DialPlanFile = v.InferOutput<typeof dialPlanSchema>;

function shaped(notes: Notes, shape: RegExp): v.GenericSchema<string, string> {
  return v.pipe(v.string(), v.regex(shape), v.metadata({ ...notes }));
}
