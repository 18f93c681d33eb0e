// Numbers found in texts and mails: what is one, what is none, and what its label says.
import fc from 'fast-check';
import { findNumbers, readText } from '#shared/domain/number';
import { anyCharacter } from '../../../../support/anyCharacter.ts';

const french = { country: 'FR' };
const e164s = (text: string, country = 'FR') => findNumbers(text, { country }).map((found) => found.e164);

describe('findNumbers', () => {
  describe('when a text holds phone numbers', () => {
    it.each([
      ['Rappelez le 01 99 00 20 14.', ['+33199002014']],
      ['01\u202f99\u202f00\u202f20\u202f14 ou 01.99.00.20.15', ['+33199002014', '+33199002015']],
      ['０１ ９９ ００ ２０ １４', ['+33199002014']],
      ['01 99 00 20 14 / 01 99 00 20 15', ['+33199002014', '+33199002015']],
      ['+44 20 7946 0123 et +1 (202) 555-0142', ['+442079460123', '+12025550142']],
      ['+44 (0)20 7946 0123', ['+442079460123']],
      ['1. 01 99 00 20 14', ['+33199002014']],
      ['Tél : 1 99 00 20 14', ['+33199002014']],
    ])('finds in %j %j', (text, expected) => {
      expect(e164s(text)).toEqual(expected);
    });

    it('finds only international numbers when the country is unknown', () => {
      expect(findNumbers('01 99 00 20 14, +33 1 99 00 20 15').map((found) => found.e164)).toEqual(['+33199002015']);
      expect(findNumbers('01 99 00 20 14', { country: 'nowhere' })).toEqual([]);
    });

    it('gives positions, the text as written and the country', () => {
      const text = 'Ada: +1 202 555 0142!';
      const [found] = findNumbers(text);
      expect(found).toEqual({
        start: 5,
        end: 20,
        text: '+1 202 555 0142',
        e164: '+12025550142',
        country: 'US',
        isQuoted: false,
      });
    });
  });

  describe('when digits are something else', () => {
    it.each([
      'Commande n° 0199002014',
      'Bestellnummer: 0199002014',
      'Order number is 0199002014',
      'Facture 0199002014 du 12/03/2024 à 14:30',
      'IBAN FR76 3000 6000 0112 3456 7890 189',
      'IBAN : DE89 3704 0044 0532 0130 00',
      'SIREN 732 829 320, SIRET 732 829 320 00074, TVA FR 40 303 265 045',
      'Une entreprise (732 829 320), une autre : 732829320',
      'Serveur 192.168.100.200, port 8443, version 10.15.7.2024',
      'Paris : 48.856613, 2.352222',
      'Prix : 0199002014 € ou 1 234 567,89 EUR',
      'Carte 4111 1111 1111 1111',
      'https://example.com/a/0199002014?tel=0199002014',
      'ada0199002014@example.com, 0199002014@example.com',
      'Code PIN : 0199002014 ; Meeting ID: 01 99 00 20 14',
      'ref-0199002014, DOC_0199002014_v2',
      '#0199002014 et *72 et #31#',
      '2024-01-15 08:30:00, 15.01.2024, 01/15/2024',
      '112, 15, 911',
    ])('finds nothing in %j', (text) => {
      expect(e164s(text)).toEqual([]);
      expect(e164s(text, 'US')).toEqual([]);
    });
  });

  describe('when a label stands near the number', () => {
    it.each([
      ['Mobile: 06 12 34 56 78', 'mobile', 'Mobile'],
      ['Tél. : 01 99 00 20 14', undefined, 'Tél.'],
      ['Tél. portable : 06 12 34 56 78', 'mobile', 'Tél. portable'],
      ['Fax 01 99 00 20 14', 'fax', 'Fax'],
      ['Ligne directe : 01 99 00 20 14', 'direct', 'Ligne directe'],
      ['Handy: +49 30 123456', 'mobile', 'Handy'],
      ['Büro: +49 30 123456', 'business', 'Büro'],
      ['My mobile number is 06 12 34 56 78', 'mobile', 'mobile'],
      ['M: 06 12 34 56 78', 'mobile', 'M'],
      ['Ada Example | F +33 1 99 00 20 14', 'fax', 'F'],
      ['01 99 00 20 14 (fax)', 'fax', 'fax'],
      ['Standard\n01 99 00 20 14', 'main', 'Standard'],
      ['Mobile homes are cheap. Call us: 01 99 00 20 14', undefined, undefined],
      ['Plan M 01 99 00 20 14', undefined, undefined],
    ])('reads %j as %s', (text, kind, label) => {
      const [found] = findNumbers(text, french);
      expect([found?.kind, found?.label]).toEqual([kind, label]);
    });

    it('gives each number of a line its own', () => {
      const kinds = findNumbers('T +33 1 99 00 20 14 | M +33 6 12 34 56 78 / Fax: 01 99 00 20 15', french);
      expect(kinds.map((found) => found.kind)).toEqual([undefined, 'mobile', 'fax']);
    });
  });

  describe('when something follows the number', () => {
    it.each([
      ['01 99 00 20 14 poste 12', '12', undefined],
      ['+1 202 555 0142 ext. 34', '34', undefined],
      ['+44 20 7946 0123,,123456789#', undefined, ',,123456789#'],
      ['+44 20 7946 0123,,123456789#,,4321# UK', undefined, ',,123456789#,,4321#'],
      ['01 99 00 20 14, 45 jours', undefined, undefined],
      ['Au 01 99 00 20 14; 12 places', undefined, undefined],
    ])('tells in %j the extension %s from the codes %s', (text, ext, postDial) => {
      const [found] = findNumbers(text, french);
      expect([found?.ext, found?.postDial]).toEqual([ext, postDial]);
    });
  });

  describe('when the source is HTML', () => {
    const inHtml = (html: string) => findNumbers(html, { ...french, html: true });

    it('counts positions in the reduced text', () => {
      const html = '<style>p{}</style><p>T&eacute;l&nbsp;: <b>01 99</b> 00 20 14</p>';
      const [found] = inHtml(html);
      expect(readText(html, { html: true }).text.slice(found?.start, found?.end)).toBe('01 99 00 20 14');
      expect(found?.label).toBe('Tél');
    });

    it('takes tel: links as they are', () => {
      const html = '<a href="tel:+33-1-99-00-20-14;ext=12">Call Ada</a> <a href=\'tel:+12025550142,,123%23\'>here</a>';
      expect(inHtml(html)).toMatchObject([
        { text: 'Call Ada', e164: '+33199002014', ext: '12' },
        { text: 'here', e164: '+12025550142', postDial: ',,123#' },
      ]);
    });

    it('keeps the number that is read where a link dials another', () => {
      const html = '<a href="tel:+881612345678">01 99 00 20 14</a>';
      expect(inHtml(html).map((found) => found.e164)).toEqual(['+33199002014']);
    });

    it.each(['tel:*72', 'tel:%2331%23', 'tel:2014', 'tel:javascript:1', 'javascript:tel:+33199002014', 'tel:%E0%A4%A'])(
      'takes nothing from %s',
      (href) => {
        expect(inHtml(`<a href="${href}">here</a>`)).toEqual([]);
      },
    );
  });

  describe('when a mail quotes another', () => {
    it.each([
      '> 01 99 00 20 15',
      'Le 3 mars 2024 à 10:00, Bruno Sample a écrit :\n01 99 00 20 15',
      '-----Original Message-----\n01 99 00 20 15',
      'From: Bruno Sample\nSent: Monday\n01 99 00 20 15',
    ])('marks what is below %j', (quote) => {
      const found = findNumbers(`Appelez le 01 99 00 20 14\n\n${quote}`, french);
      expect(found.map((one) => one.isQuoted)).toEqual([false, true]);
    });
  });

  describe('when the source is hostile', () => {
    it('answers about any text without throwing, in order, with positions that hold', () => {
      const pieces = fc.constantFrom(
        '01 99 00 20 14',
        '+33',
        '<a href="tel:',
        '">',
        ',,12#',
        '&#43;',
        '\u202f',
        '(',
        '>',
      );
      const text = fc.array(fc.oneof(pieces, fc.string({ unit: anyCharacter, maxLength: 12 })), { maxLength: 30 });
      fc.assert(
        fc.property(text, fc.boolean(), (parts, html) => {
          const source = parts.join('');
          const read = readText(source, { html });
          let last = 0;
          for (const found of findNumbers(source, { ...french, html })) {
            expect(found.start).toBeGreaterThanOrEqual(last);
            expect(read.text.slice(found.start, found.end)).toBe(found.text);
            expect(found.e164).toMatch(/^\+\d{3,15}$/u);
            expect(found.postDial ?? ',').toMatch(/^[\d,;*#]+$/u);
            last = found.end;
          }
        }),
      );
    });

    it.each(['1 ', '01 99 00 20 14\n', '<a href="tel:+33199002014">x', '<a x="', '</'])(
      'reads 5 MB of %j in a moment and says that it is cut',
      (piece) => {
        const source = piece.repeat(5_000_000 / piece.length);
        for (const html of [false, true]) {
          const started = performance.now();
          findNumbers(source, { ...french, html });
          expect(performance.now() - started).toBeLessThan(20_000);
        }
        expect(readText(source).isCut).toBe(true);
      },
    );
  });
});
