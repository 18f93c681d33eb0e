// Templates of other phone apps: what an administrator may write, and what comes out of them.
import fc from 'fast-check';
import { checkUriTemplate, fillUriTemplate, isAllowedScheme } from '#shared/domain/number';
import { anyCharacter } from '../../../../support/anyCharacter.ts';

const values = { e164: '+33199002014', dialString: '0#31', national: '0199002014' };

describe('fillUriTemplate', () => {
  it.each([
    ['tel:{e164}', 'tel:+33199002014'],
    ['SIP:{e164}@pbx.example.com:5060;user=phone', 'SIP:+33199002014@pbx.example.com:5060;user=phone'],
    ['callto://{national}', 'callto://0199002014'],
    ['webextel:{dialString}', 'webextel:0%2331'],
    ['msteams:/l/call/0/0?users=4:{e164}', 'msteams:/l/call/0/0?users=4:%2B33199002014'],
    [
      'wazo://host.example.com:443/dial?n={national}&e={e164}',
      'wazo://host.example.com:443/dial?n=0199002014&e=%2B33199002014',
    ],
    ['tel:{e164},,{dialString}%23', 'tel:+33199002014,,0%2331%23'],
  ])('fills %s', (template, uri) => {
    expect(fillUriTemplate(template, values)).toBe(uri);
  });

  it('gives nothing where a value is missing or is not what it says', () => {
    expect(fillUriTemplate('tel:{e164}', { national: '0199002014' })).toBeNull();
    expect(fillUriTemplate('tel:{e164}', { e164: 'javascript:alert(1)' })).toBeNull();
    expect(fillUriTemplate('tel:{national}', { national: '01\n99' })).toBeNull();
  });
});

describe('checkUriTemplate', () => {
  it.each([
    ['javascript:alert({e164})', 'scheme'],
    ['JavaScript:{e164}', 'scheme'],
    ['java\tscript:{e164}', 'scheme'],
    [' tel:{e164}', 'scheme'],
    ['{e164}', 'scheme'],
    ['https://example.com/{e164}', 'scheme'],
    ['data:text/html,{e164}', 'scheme'],
    ['myphone://call/{e164}', 'scheme'],
    ['tel:', 'placeholder'],
    ['tel:{number}', 'placeholder'],
    ['tel:{toString}{e164}', 'placeholder'],
    ['tel:{e164}"', 'character'],
    ['tel:{e164}\n', 'character'],
    ['tel:{e164}%0a', 'character'],
    ['tel:{e164}%E9', 'character'],
    ['tel:{{e164}}', 'character'],
    ['tel:{e164} tel:1', 'character'],
    ['tel:javascript:{e164}', 'secondScheme'],
    ['sip:{e164}@data:1', 'secondScheme'],
    ['tel:{e164},tel:{e164}', 'secondScheme'],
    ['sip:{e164}?x=data%3Atext', 'secondScheme'],
    ['sip:{e164}?x=%256aavascript', 'character'],
    [`tel:{e164}${'1'.repeat(300)}`, 'tooLong'],
  ])('finds in %j: %s', (template, fault) => {
    expect(checkUriTemplate(template)).toBe(fault);
    expect(fillUriTemplate(template, values)).toBeNull();
  });

  it('lets a tenant add a scheme, but none that runs code or leaves for the web', () => {
    expect(checkUriTemplate('myphone://call/{e164}', ['MyPhone'])).toBeNull();
    expect(isAllowedScheme('ms-teams')).toBe(true);
    for (const scheme of [
      'javascript',
      'VBScript',
      'data',
      'file',
      'http',
      'https',
      'ms-msdt',
      'search-ms',
      'a b',
      '',
    ]) {
      expect(isAllowedScheme(scheme, [scheme])).toBe(false);
    }
  });

  it('lets out one URI of an allowed scheme or nothing', () => {
    const piece = fc.constantFrom(
      'tel:',
      'sip:',
      'data:',
      '{e164}',
      '{national}',
      '%3A',
      '%0d',
      '?',
      '@',
      '/',
      'a',
      '\n',
      '9',
    );
    const template = fc.oneof(
      fc.array(piece).map((pieces) => pieces.join('')),
      fc.string({ unit: anyCharacter }),
    );
    fc.assert(
      fc.property(template, (written) => {
        const uri = fillUriTemplate(written, values);
        expect(uri === null || /^(?:tel|sip):(?![^]*(?:tel|sip|data):)[!-~]+$/u.test(decodeURIComponent(uri))).toBe(
          true,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
