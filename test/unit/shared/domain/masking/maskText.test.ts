// Free text on its way to the log: numbers, addresses, tokens and secrets go, what an operator needs stays.
import fc from 'fast-check';
import { maskId, maskNumber, maskText } from '#shared/domain/masking';

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJvaWQiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl';

describe('maskText', () => {
  describe('when a phone number is in the text', () => {
    it.each([
      ['+33199002014', '***14'],
      ['call +33 1 99 00 20 14 now', 'call ***14 now'],
      ['01.99.00.20.14', '***14'],
      ['(202) 555-0134', '(***34'],
      ['+1 (202) 555-0134', '***34'],
      ['+44 20 7946 0123', '***23'],
      ['0033-199-002014', '***14'],
      ['tel:+33199002014', 'tel:***14'],
      ['sip:+33199002014;user=phone', 'sip:***14;user=phone'],
      ['20145', '***45'],
      ['20.14.55.12', '***12'],
      ['33\u00a01\u202f99\u200900 20 14', '***14'],
      ['+33\u20111\u201199\u201100\u201120\u201114', '***14'],
      ['٠١٩٩٠٠٢٠١٤', '***١٤'],
      ['０１９９００２０１４', '***１４'],
      ['PJSIP/+33199002014-0000002a', 'PJSIP/***02a'],
      ['dial 0,,123456#,,9876#', 'dial ***76#'],
      ['a 33199002014 b 12025550134', 'a ***14 b ***34'],
    ])('masks %j', (text, expected) => {
      expect(maskText(text)).toBe(expected);
    });
  });

  describe('when something else is made of digits', () => {
    it.each([
      'tenant 11111111-2222-4333-8444-555555555555',
      'at 2026-11-20T08:15:00.123Z',
      'connect ECONNREFUSED 127.0.0.1:5038',
      'listening on 0.0.0.0:8443',
      'http://localhost:54321/tab/',
      'https://pbx.example.com:50390',
      'extension 2014 rings',
      'GET /api/v1/calls 200',
      'took 12 ms, then 8 ms',
      'Asterisk Call Manager/9.0.0',
    ])('keeps %j', (text) => {
      expect(maskText(text)).toBe(text);
    });
    it.each(['//33199002014:5038', '1.2.3.4.5.6', '01.02.03.04', '127.0.0.1.5'])('is not taken in by %j', (text) => {
      expect(maskText(text)).toContain('***');
    });
  });

  describe('when it names a person or opens a door', () => {
    it.each([
      ['ada.example@example.com left', '***@example.com left'],
      ['sip:ada@pbx.example.com', 'sip:***@pbx.example.com'],
      [`got ${token}`, 'got [token]'],
      ['Authorization: Bearer abc.def', 'Authorization: [hidden] [hidden]'],
      ['header Bearer abcdef', 'header Bearer [hidden]'],
      ['Secret: hunter2\r\nActionID: 3', 'Secret: [hidden]\r\nActionID: 3'],
      ['Key: 0cc175b9c0f1b6a8', 'Key: [hidden]'],
      ['{"password":"hunter2","x":1}', '{"password":"[hidden]","x":1}'],
      ['client_secret=hunter2&scope=x', 'client_secret=[hidden]&scope=x'],
      ['/redirect?code=abc&state=1', '/redirect?code=[hidden]&state=1'],
      ['http://user:hunter2@proxy.example.com', 'http://[hidden]@proxy.example.com'],
      ['CallerIDName: Ada Example\r\nExten: 2014', 'CallerIDName: [name]\r\nExten: 2014'],
      ['ConnectedLineName: Bruno Sample', 'ConnectedLineName: [name]'],
    ])('masks %j', (text, expected) => {
      expect(maskText(text)).toBe(expected);
    });
  });

  describe('when the text is hostile', () => {
    it('lets no run of five digits of a number through, whatever stands around it', () => {
      const digit = fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
      const number = fc.array(digit, { minLength: 7, maxLength: 15 }).map((found) => found.join(''));
      const around = fc.string({ maxLength: 20 }).map((text) => text.replace(/[\d:.\-T]/g, ''));
      fc.assert(
        fc.property(
          around,
          number,
          around,
          (before, found, after) => !/\d{5}/.test(maskText(`${before} +${found} ${after}`)),
        ),
        { numRuns: 500 },
      );
    });
    it.each([
      '1 '.repeat(500_000),
      'a'.repeat(1_000_000),
      '@'.repeat(1_000_000),
      'CallerID'.repeat(200_000),
      '//a'.repeat(300_000),
    ])('answers soon (case %#)', (text) => {
      const before = performance.now();
      expect(maskText(text).length).toBeLessThan(10_000);
      expect(performance.now() - before).toBeLessThan(10_000);
    });
    it('masks what was masked without harm', () => {
      fc.assert(fc.property(fc.string(), (text) => typeof maskText(maskText(text)) === 'string'));
    });
  });
});

describe('maskId', () => {
  describe('when an identifier looks like a number', () => {
    it.each([
      '1763613445.123',
      'main:1763613445.123:11111111-2222-4333-8444-555555555555',
      '9f86d081884c7d659a2feaa0c55ad015',
    ])('keeps %j', (id) => {
      expect(maskId(id)).toBe(id);
    });
    it.each(['+33199002014', '33199002014', 'PJSIP/33199002014', 'ada@example.com', '0000000033199002014'])(
      'masks %j',
      (id) => {
        expect(maskId(id)).toContain('***');
      },
    );
  });
});

describe('maskNumber', () => {
  describe('when the value is known to be a number', () => {
    it.each([
      ['+33199002014', '***14'],
      ['2014', '***'],
      ['anonymous', '***'],
      ['', '***'],
    ])('masks %j as %j', (value, expected) => {
      expect(maskNumber(value)).toBe(expected);
    });
  });
});
