// Fills an administrator's URI for another phone app, and decides which schemes and characters such a URI may have.

/**
 * Schemes a number may be handed to: calling standards, and the phone apps Teams lets its tabs open (msteams-docs #9010,
 * #10562). Everything else, `javascript:`, `data:`, `file:` and the web first of all, stays out.
 */
const schemes: readonly string[] = [
  'callto',
  'ciscotel',
  'maxuccall',
  'ms-teams',
  'msteams',
  'opentouch',
  'sip',
  'sips',
  'tel',
  'unifyoffice',
  'wazo',
  'webex',
  'webextel',
];

/** Never allowed, not even where a tenant adds schemes of its own: they run code, read files or leave for the web. */
const forbidden =
  /^(?:about|blob|chrome.*|data|edge|file|filesystem|ftp|https?|intent|jar|javascript|livescript|mhtml|ms-(?!teams$).*|res|search.*|shell|smb|ssh|telnet|vbscript|view-source|wss?)$/u;

/** What is wrong with a template. */
export type TemplateFault = 'character' | 'placeholder' | 'scheme' | 'secondScheme' | 'tooLong';

/** What the placeholders stand for; a template that asks for one that is missing gives no URI. */
export interface TemplateValues {
  /** `+33199002014`. */
  readonly e164?: string | undefined;
  /** As the PBX dials it: `00199002014`. */
  readonly dialString?: string | undefined;
  /** The national digits: `0199002014`. */
  readonly national?: string | undefined;
}

const longestTemplateChars = 300;
const schemeShape = /^([a-z][a-z\d+.-]{1,31}):/iu;
const placeholder = /\{([^{}]*)\}/gu;
const plainChars = /^[A-Za-z0-9\-._~!$&()*+,;=:@/?%]*$/u;
const decodedChars = /^[A-Za-z0-9\-._~!$&()*+,;=:@/?#]*$/u;
/** With a dot in it: `@data:1` could be read as a scheme, `@pbx.example.com:5060` cannot. */
const hostWithPort = /(^\/\/|@)[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63})+:\d{1,5}(?=[/?;]|$)/giu;
const schemeInside = /[a-z][a-z\d+.-]*:/iu;
const valueShapes: Readonly<Record<keyof TemplateValues, RegExp>> = {
  e164: /^\+[1-9]\d{1,14}$/u,
  dialString: /^\+?[\d*#]{1,32}$/u,
  national: /^\d{1,20}$/u,
};

/** True for the schemes of the list, and for those of `added` that are not dangerous; any case. */
export function isAllowedScheme(scheme: string, added: readonly string[] = []): boolean {
  const name = scheme.toLowerCase();
  if (!schemeShape.test(`${name}:`) || forbidden.test(name)) return false;
  return schemes.includes(name) || added.some((one) => one.toLowerCase() === name);
}

/** The first fault of a template such as `sip:{e164}@pbx.example.com`, or null where it may be used. */
export function checkUriTemplate(template: string, addedSchemes: readonly string[] = []): TemplateFault | null {
  if (template.length > longestTemplateChars) return 'tooLong';
  const [head, scheme] = schemeShape.exec(template) ?? [];
  if (head === undefined || scheme === undefined || !isAllowedScheme(scheme, addedSchemes)) return 'scheme';
  const names = [...template.matchAll(placeholder)].map(([, name = '']) => name);
  if (names.length === 0 || !names.every((name) => Object.hasOwn(valueShapes, name))) return 'placeholder';
  return checkRest(template.slice(head.length).replace(placeholder, '0'));
}

/** The URI of a number, or null where the template is faulty or asks for something the number has not. */
export function fillUriTemplate(
  template: string,
  values: TemplateValues,
  addedSchemes: readonly string[] = [],
): string | null {
  if (checkUriTemplate(template, addedSchemes) !== null) return null;
  const names = [...template.matchAll(placeholder)].map(([, name]) => name as keyof TemplateValues);
  if (!names.every((name) => valueShapes[name].test(values[name] ?? ''))) return null;
  const query = template.indexOf('?');
  return template.replace(placeholder, (_, name: keyof TemplateValues, at: number) =>
    encodeValue(values[name] ?? '', query !== -1 && at > query),
  );
}

/** Nothing but plain characters, and no `scheme:` of its own, written openly or in percent signs. */
function checkRest(rest: string): TemplateFault | null {
  const decoded = plainChars.test(rest) ? decodeOnce(rest) : null;
  if (decoded === null || !decodedChars.test(decoded)) return 'character';
  return schemeInside.test(decoded.replace(hostWithPort, '$1')) ? 'secondScheme' : null;
}

function decodeOnce(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** `+` stays in front of `?`, where dialers want `tel:+33`; behind it, it would be read as a space. */
function encodeValue(value: string, isInQuery: boolean): string {
  const encoded = encodeURIComponent(value);
  return isInQuery ? encoded : encoded.replace(/^%2B/u, '+');
}
