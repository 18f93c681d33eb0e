// Decodes the character references that mails use; what is none stays as it was written.

const latin1Names =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

const names: ReadonlyMap<string, string> = new Map([
  ...latin1Names.split(' ').map((name, index): [string, string] => [name, String.fromCodePoint(160 + index)]),
  ...Object.entries({
    ...{
      amp: '&',
      lt: '<',
      gt: '>',
      quot: '"',
      apos: "'",
      AMP: '&',
      LT: '<',
      GT: '>',
      QUOT: '"',
      Tab: ' ',
      NewLine: ' ',
    },
    ...{
      plus: '+',
      num: '#',
      ast: '*',
      comma: ',',
      period: '.',
      colon: ':',
      semi: ';',
      sol: '/',
      lpar: '(',
      rpar: ')',
    },
    ...{ commat: '@', equals: '=', quest: '?', percnt: '%', lowbar: '_', hyphen: '\u2010', dash: '\u2010' },
    ...{
      ensp: '\u2002',
      emsp: '\u2003',
      thinsp: '\u2009',
      zwnj: '\u200c',
      zwj: '\u200d',
      ndash: '\u2013',
      mdash: '\u2014',
    },
    ...{
      lsquo: '\u2018',
      rsquo: '\u2019',
      ldquo: '\u201c',
      rdquo: '\u201d',
      bull: '\u2022',
      hellip: '\u2026',
      euro: '€',
    },
    ...{ oelig: 'œ', OElig: 'Œ', scaron: 'š', Scaron: 'Š', trade: '™', rsaquo: '›', lsaquo: '‹' },
  }),
]);

/** Names must end in `;`: `&sect=2` in a link is a parameter, not a section sign. */
const reference = /&(?:#(\d{1,7});?|#[xX]([0-9a-fA-F]{1,6});?|([a-zA-Z][a-zA-Z0-9]{1,9});)/gu;

/** The text with its HTML character references replaced; a control character becomes a space. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(reference, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return names.get(name) ?? whole;
    return characterOf(decimal === undefined ? parseInt(hex ?? '', 16) : parseInt(decimal, 10));
  });
}

function characterOf(code: number): string {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return code < 0x20 || (code >= 0x7f && code < 0xa0) ? ' ' : String.fromCodePoint(code);
}
