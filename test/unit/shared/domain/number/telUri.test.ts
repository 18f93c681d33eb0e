// tel: URIs: built, judged by the grammar, read, compared, and split from their tones.
import fc from 'fast-check';
import { buildTelUri, isTelUri, parseTelUri, sameTelUri, splitPostDial, type TelTarget } from '#shared/domain/number';
import { anyCharacter } from '../../../../support/anyCharacter.ts';

const e164 = '+33199002014';
const text = fc.oneof(fc.string({ unit: anyCharacter, maxLength: 60 }), fc.string({ maxLength: 60 }));
const piece = fc.constantFrom(
  ...[
    '+1',
    '12',
    '-',
    ';',
    'ext=',
    'isub=',
    'phone-context=',
    'example.com',
    '%0a',
    '%2B',
    ',',
    '#',
    '\n',
    'a',
    'tel:',
  ],
);
const nearUri = fc.array(piece, { maxLength: 14 }).map((pieces) => `tel:${pieces.join('')}`);

describe('buildTelUri', () => {
  it.each<[TelTarget, string | null]>([
    [{ e164 }, 'tel:+33199002014'],
    [{ e164, ext: '12' }, 'tel:+33199002014;ext=12'],
    [{ e164, postDial: ',,123#' }, 'tel:+33199002014,,123%23'],
    [{ e164, postDial: 'pp123#', encodePauses: true }, 'tel:+33199002014%2C%2C123%23'],
    [{ e164, dialString: '00199002014' }, 'tel:+33199002014'],
    [{ dialString: '2014' }, 'tel:2014'],
    [{ e164, dialString: '00199002014', form: 'dialString' }, 'tel:00199002014'],
    [{ e164, form: 'dialString', ext: '12', postDial: ',34#' }, 'tel:+33199002014,12,34%23'],
    [{ e164, form: 'rfc3966', ext: '12', postDial: ',,123#' }, 'tel:+33199002014;ext=12;postd=pp123%23'],
    [
      { dialString: '2014', form: 'rfc3966', phoneContext: 'PBX.example.com' },
      'tel:2014;phone-context=pbx.example.com',
    ],
    [{ dialString: '2014', form: 'rfc3966', phoneContext: '+33' }, 'tel:2014;phone-context=+33'],
    [{ dialString: '*72', allowServiceCode: true }, 'tel:*72'],
    [{ dialString: '#31#2014', allowServiceCode: true }, 'tel:%2331%232014'],
  ])('makes of %j %s', (target, uri) => {
    expect(buildTelUri(target)).toBe(uri);
  });

  it.each<[string, TelTarget]>([
    ['nothing to call', {}],
    ['a number that is no E.164', { e164: '0199002014' }],
    ['a service code nobody confirmed', { dialString: '*72' }],
    ['a local number without its context', { dialString: '2014', form: 'rfc3966' }],
    ['a context that is none', { dialString: '2014', form: 'rfc3966', phoneContext: 'a;b=c' }],
    ['an extension of letters', { e164, ext: 'x' }],
    ['tones that are another URI', { e164, postDial: ',javascript:' }],
    ['a line feed', { dialString: '2014\n' }],
  ])('refuses %s', (_, target) => {
    expect(buildTelUri(target)).toBeNull();
  });

  it('gives one tel: URI or nothing, and by the letter in the form rfc3966', () => {
    const value = fc.option(fc.oneof(text, fc.stringMatching(/^[+]?[\d*#,]{1,16}$/u), piece), { nil: undefined });
    const target = fc.record({
      e164: value,
      dialString: value,
      ext: value,
      phoneContext: value,
      postDial: value,
      form: fc.constantFrom('e164' as const, 'dialString' as const, 'rfc3966' as const),
      allowServiceCode: fc.boolean(),
    });
    fc.assert(
      fc.property(target, (wanted) => {
        const uri = buildTelUri(wanted);
        if (uri === null) return;
        expect(uri).toMatch(
          /^tel:[+\d*%][\w*%,]*(;ext=\d+)?([\d*%,A-D23]*|;postd=[\dp*%A-D]+)?(;phone-context=[\w+\-.()]+)?$/u,
        );
        const asGrammarWantsIt = uri.replace(/^[^;]*/u, (number) => number.replaceAll('%23', '#'));
        if (wanted.form === 'rfc3966') expect(isTelUri(asGrammarWantsIt)).toBe(true);
      }),
    );
  });
});

describe('isTelUri', () => {
  it.each([
    'tel:+1-202-555-0142',
    'TEL:+33(1)99.00-20.14;EXT=12',
    'tel:+33199002014;isub=1411;tgrp=g1;trunk-context=example.com',
    'tel:2014;phone-context=example.com.',
    'tel:2014;a=b;Phone-Context=+33-1;ext=5',
    'tel:863-1234;phone-context=+1-914-555',
    'tel:*72#;phone-context=a--z',
    'tel:+1;isub=a;b?c',
    'tel:+1;isub=;x',
    'tel:2014;isub=1;phone-context=x;y',
    'tel:2014;isub=1;?;phone-context=example.com',
  ])('takes %s', (uri) => {
    expect(isTelUri(uri)).toBe(true);
  });

  it.each([
    '',
    'sip:+33199002014',
    'tel:',
    'tel:+',
    'tel:+()',
    'tel:2014',
    'tel:+33 199',
    'tel:+33199002014;',
    'tel:+33199002014,,1',
    'tel:+33199002014;isub=',
    'tel:+33199002014;a=[%4]',
    'tel:2014;phone-context=33',
    'tel:2014;phone-context=3a',
    'tel:2014;phone-context=a-.test',
    'tel:2014;phone-context=',
    'tel:+33199002014\n',
    ' tel:+33199002014',
  ])('refuses %s', (uri) => {
    expect(isTelUri(uri)).toBe(false);
  });

  it('judges 100 KB at once', () => {
    const started = performance.now();
    for (const unit of [';isub=', ';a', '1', '-', ';phone-context=a', ';;', ';?']) {
      isTelUri(`tel:1${unit.repeat(100_000 / unit.length)}!!\n`);
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('parseTelUri', () => {
  it.each<[string, string | undefined, object]>([
    ['tel:+33-1-99-00-20-14', undefined, { e164 }],
    ['TEL:+33(0)199002014;EXT=12', undefined, { e164, ext: '12' }],
    ['tel:0199002014', 'FR', { e164 }],
    ['tel:0199002014;phone-context=+33', 'US', { e164 }],
    ['tel:0199002014;Phone-Context=example.com', 'FR', { e164 }],
    ['tel:99002014;ext=1-2;phone-context=+33(1)', undefined, { e164, ext: '12' }],
    ['tel:%2B33%201%2099002014', undefined, { e164 }],
    ['tel://+33199002014', undefined, { e164 }],
    ['tel:+33199002014;x=%E9;isub=1', undefined, { e164 }],
    ['tel:+33199002014,,123%23', undefined, { e164, postDial: ',,123#' }],
    ['tel:+33199002014;ext=12,,34#', undefined, { e164, ext: '12', postDial: ',,34#' }],
    ['tel:+33199002014;postd=pp2', undefined, { e164, postDial: ',,2' }],
  ])('reads %s in %s', (uri, country, parsed) => {
    expect(parseTelUri(uri, country)).toEqual({ ...parsed, isPossible: true });
  });

  it('says when a number lacks its area', () => {
    expect(parseTelUri('tel:555-0142;phone-context=example.com', 'US')).toEqual({
      e164: '+15550142',
      isPossible: false,
    });
  });

  it.each([
    ['tel:0199002014', undefined],
    ['tel:2', 'FR'],
    ['tel:+33x199002014', undefined],
    ['tel:+99900000000', undefined],
    ['tel:0199002014;phone-context=33', 'FR'],
    ['tel:0199002014;phone-context=', 'FR'],
    ['tel:+33199002014;m-unknown=1', undefined],
    ['tel:+33199002014;ext=1;ext=2', undefined],
    ['tel:+33199002014%0Atel:+12025550142', undefined],
    ['javascript:alert(1)//tel:+33199002014', undefined],
    ['tel:*21*0199002014%23', 'FR'],
    [`tel:+33199002014;x=${'1'.repeat(500)}`, undefined],
  ])('refuses %s in %s', (uri, country) => {
    expect(parseTelUri(uri, country)).toBeNull();
  });

  it('reads back what was built', () => {
    const subscriber = fc.integer({ min: 0, max: 99 }).map((last) => `+3319900${String(2000 + last)}`);
    const form = fc.constantFrom('e164' as const, 'rfc3966' as const);
    const ext = fc.stringMatching(/^[1-9]\d{0,6}$/u);
    fc.assert(
      fc.property(subscriber, form, ext, (number, chosen, extension) => {
        const uri = buildTelUri({ e164: number, ext: extension, postDial: ',,12#', form: chosen }) ?? '';
        expect(parseTelUri(uri)).toEqual({ e164: number, ext: extension, postDial: ',,12#', isPossible: true });
      }),
    );
  });

  it('gives digits and tones or nothing, whatever comes in', () => {
    fc.assert(
      fc.property(fc.oneof(text, nearUri), (uri) => {
        const parsed = parseTelUri(uri, 'FR');
        expect(parsed === null || /^\+\d+(?:x\d*)?$/u.test(`${parsed.e164}x${parsed.ext ?? ''}`)).toBe(true);
        expect(parsed?.postDial ?? '').toMatch(/^[\d*#,A-D]*$/u);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('splitPostDial', () => {
  it.each([
    ['tel:%2B1-202-555-0142,,*01*123%23%23*01*', '+12025550142', '*01*123##*01*'],
    ['tel:+1 202-555-0142,,123# ', '+12025550142', '123#'],
    ['tel:+12025550142;;123#;4', '+12025550142', '123#,4'],
    ['tel:+12025550142w77', '+12025550142', '77'],
    ['tel:+12025550142,,', '+12025550142', ''],
    ['tel:+12025550142', '+12025550142', ''],
  ])('splits %s', (uri, number, postDial) => {
    expect(splitPostDial(uri)).toEqual({ e164: number, postDial });
  });

  it('refuses tones that are none', () => {
    expect(splitPostDial('tel:+12025550142,,pin')).toBeNull();
    expect(splitPostDial(`tel:+12025550142,${'1'.repeat(80)}`)).toBeNull();
  });
});

describe('sameTelUri', () => {
  it.each([
    ['tel:+1-202-555-0142', 'TEL:+12025550142', true],
    ['tel:+12025550142;ext=1.2;a=B', 'tel:+1202555-0142;A=b;ext=12', true],
    ['tel:2014;phone-context=Example.com', 'tel:20-14;phone-context=example.com.', true],
    ['tel:2014;phone-context=+1-202', 'tel:2014;phone-context=+1202', true],
    ['tel:2014;phone-context=+1', 'tel:+2014', false],
    ['tel:+12025550142', 'tel:+12025550142;ext=1', false],
    ['tel:+12025550142;ext=1', 'tel:+12025550142;ext=2', false],
    ['tel:2014', 'tel:2014', false],
  ])('compares %s and %s: %s', (one, other, isSame) => {
    expect(sameTelUri(one, other)).toBe(isSame);
    expect(sameTelUri(other, one)).toBe(isSame);
  });
});
