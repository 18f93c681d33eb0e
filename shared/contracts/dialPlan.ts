// A site's dial plan on its way to the apps, which build tel: links by it and show what it does to a number.
import * as v from 'valibot';

const longestPatternChars = 64;
const mostRules = 100;
const mostExtensionLengths = 8;
const longestNoticeChars = 1_000;
const longestLinkChars = 300;

const digits = v.pipe(v.string(), v.regex(/^\d{0,8}$/));
const pattern = v.pipe(v.string(), v.minLength(1), v.maxLength(longestPatternChars));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20));

/** The `DialPlan` of `shared/domain/number`, field by field; masks are compiled there, never here. */
const dialPlanSchema = v.object({
  isOn: v.boolean(),
  outsideLine: digits,
  country: v.pipe(v.string(), v.regex(/^(?:[A-Z]{2})?$/)),
  areaCode: digits,
  pbxMainPrefix: v.pipe(v.string(), v.regex(/^(?:\+\d{3,14})?$/)),
  nationalPrefix: digits,
  internationalPrefix: v.pipe(v.string(), v.regex(/^(?:\+|\d{0,8})$/)),
  extensionLengths: v.pipe(v.array(count), v.maxLength(mostExtensionLengths), v.readonly()),
  nationalNumberLength: v.nullable(count),
  dropAreaCodeForLocal: v.boolean(),
  applyToPlusNumbers: v.boolean(),
  rules: v.pipe(v.array(v.object({ match: pattern, replace: pattern })), v.maxLength(mostRules), v.readonly()),
});

const link = v.exactOptional(v.pipe(v.string(), v.maxLength(longestLinkChars)));

/** A platform whose links may have a form of their own. */
export type LinkPlatform = 'ios' | 'android' | 'desktop' | 'web';

/** How numbers of a site are dialled and written as links. */
export const diallingSchema = v.object({
  /** Form of tel: links (telephony.md section 3). */
  telForm: v.picklist(['e164', 'dialString', 'rfc3966']),
  plan: dialPlanSchema,
  /** Templates of other phone apps' URIs, by platform; judged by `fillUriTemplate` wherever one becomes a link. */
  links: v.exactOptional(v.object({ ios: link, android: link, desktop: link, web: link })),
  /** The admin's own words on emergency calls from outside the office, in the languages of the site. */
  emergencyNotice: v.exactOptional(v.pipe(v.string(), v.maxLength(longestNoticeChars))),
});
export type Dialling = v.InferOutput<typeof diallingSchema>;
