// Invitations of the big services in several languages: the link to open, the numbers and codes to dial.
import fc from 'fast-check';
import { findMeeting, joinByPhoneUri } from '#shared/domain/meeting';
import { anyCharacter } from '../../../../support/anyCharacter.ts';

const teams =
  'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%7d';
const zoom = 'https://us02web.zoom.us/j/6655340718?pwd=abcDEF';
const safeLinkOf = (url: string) =>
  `https://nam11.safelinks.protection.outlook.com/?url=${encodeURIComponent(url)}&data=05`;

const frenchTeams = `________________________________________________________________________________
Réunion Microsoft Teams
Participer : <${teams}>
ID de réunion : 312 456 789 012
Code secret : Ab3dEf
________________________________
Composer par téléphone
+33 1 99 00 20 14,,123456789# France, Paris
Rechercher un numéro local<https://dialin.teams.microsoft.com/x?id=123456789>
ID de conférence téléphonique : 123 456 789#
________________________________________________________________________________
Ada Example
Mobile : +33 6 12 34 56 78`;

describe('findMeeting', () => {
  describe('when an invitation of a known service comes in', () => {
    it('reads a Teams invitation in French', () => {
      expect(findMeeting({ bodyText: frenchTeams, country: 'FR' })).toEqual({
        joinUrl: teams,
        service: 'teams',
        serviceName: 'Microsoft Teams',
        otherUrls: [],
        phones: [{ e164: '+33199002014', text: '+33 1 99 00 20 14', country: 'FR', postDial: ',,123456789#' }],
        conferenceId: '123456789',
        meetingId: '312456789012',
        passcode: 'Ab3dEf',
      });
    });

    it('reads a Teams invitation in HTML', () => {
      const bodyHtml = `<div><a href="${teams.replace(/&/gu, '&amp;')}">Join</a></div><div><a href="tel:&#43;1 202-555-0142,,291633251# ">&#43;1 202-555-0142</a>
        <span>&nbsp; United States</span></div><div>Conference ID: <span>291 633 251# </span></div>`;
      expect(findMeeting({ bodyHtml })).toMatchObject({
        joinUrl: teams,
        phones: [{ e164: '+12025550142', country: 'US' }],
        conferenceId: '291633251',
      });
    });

    it('reads a Zoom invitation and does not take its id for a number', () => {
      const bodyText = `Join Zoom Meeting\n${zoom}\n\nMeeting ID: 665 534 0718\nPasscode: 0042\nOne tap mobile\n+12025550142,,6655340718#,,,,*0042# US\n
Dial by your location\n+1 202 555 0142 US\n+1 202 555 0143 US\nMeeting ID: 665 534 0718\nFind your local number: https://us02web.zoom.us/u/kIx`;
      expect(findMeeting({ bodyText, country: 'US' })).toMatchObject({
        joinUrl: zoom,
        otherUrls: [],
        phones: [{ e164: '+12025550142' }, { e164: '+12025550143' }],
        conferenceId: '6655340718',
        pin: '0042',
      });
    });

    it('reads a Google Meet invitation, which has a PIN alone', () => {
      const bodyText = `Join with Google Meet: https://meet.google.com/abc-defg-hij\nOr dial: (US) +1 202-555-0142 PIN: 924 830 059#\nMore phone numbers: https://tel.meet/abc-defg-hij?pin=4910928293376`;
      expect(findMeeting({ bodyText })).toMatchObject({ service: 'googleMeet', pin: '924830059', phones: [{}] });
      expect(findMeeting({ bodyText })).not.toHaveProperty('conferenceId');
    });

    it('reads a conference call without any link', () => {
      const bodyText = 'Pour rejoindre, composez le 01 99 00 20 14\nCode d’accès : 162-399-285\nPIN : 4321';
      expect(findMeeting({ bodyText, country: 'FR' })).toEqual({
        otherUrls: [],
        phones: [{ e164: '+33199002014', text: '01 99 00 20 14', country: 'FR' }],
        conferenceId: '162399285',
        pin: '4321',
      });
    });

    it('dials the number that is alone in the location', () => {
      expect(findMeeting({ location: '+44 20 7946 0123,,123456#' })).toMatchObject({ conferenceId: '123456' });
      expect(findMeeting({ location: 'Tel: 020 7946 0123', country: 'GB' })).toMatchObject({ phones: [{}] });
      expect(findMeeting({ location: 'Example Inn, 12 High Street, 020 7946 0123', country: 'GB' })).toBeNull();
    });
  });

  describe('when an invitation holds several links', () => {
    it.each([
      ['the property before the location', { onlineMeetingUrl: teams, location: zoom }, [teams, zoom]],
      ['the location before the body', { bodyText: teams, location: zoom }, [zoom, teams]],
      [
        'a known service before an unknown property',
        { onlineMeetingUrl: 'https://x.test/a', bodyText: zoom },
        [zoom, 'https://x.test/a'],
      ],
      ['the first of the body', { bodyText: `${zoom} ${teams}` }, [zoom, teams]],
      ['the one with the password', { bodyText: `https://us02web.zoom.us/j/6655340718 or ${zoom}` }, [zoom]],
      ['a link in a location alone', { location: 'https://meet.example.com/room' }, ['https://meet.example.com/room']],
    ])('puts %s', (_, invitation, urls) => {
      const meeting = findMeeting(invitation);
      expect([meeting?.joinUrl, ...(meeting?.otherUrls ?? [])]).toEqual(urls);
    });
  });

  describe('when a link is wrapped or stuck to its surroundings', () => {
    it.each([
      [safeLinkOf(zoom), zoom],
      [safeLinkOf(safeLinkOf(zoom)), zoom],
      [`https://www.google.com/url?q=${encodeURIComponent(zoom)}&sa=D`, zoom],
      [`https://urldefense.com/v3/__${zoom}__;!!abc$`, zoom],
      [`<${zoom}>`, zoom],
      [`${zoom}%3E`, zoom],
      [`(see ${zoom}).`, zoom],
      [`**${zoom}**`, zoom],
      [`[Join](${zoom})`, zoom],
      [zoom.replace('https', 'http'), zoom],
      [`${zoom}&amp;from=addon`, `${zoom}&from=addon`],
    ])('opens %s', (bodyText, url) => {
      expect(findMeeting({ bodyText })?.joinUrl).toBe(url);
    });
  });

  describe('when nothing can be joined', () => {
    it.each([
      ['', undefined],
      ['https://teams.microsoft.com/l/meeting/new', undefined],
      ['https://teams.microsoft.com/meet/1234567890123', undefined],
      ['https://zoom.us.example.test/j/123456789', undefined],
      ['https://notzoom.us/j/123456789', undefined],
      ['https://ada:secret@zoom.us/j/123456789', undefined],
      ['https://zoom.us@evil.test/j/123456789', undefined],
      ['https://zoom.us\\@evil.test/j/123456789', undefined],
      ['zoommtg://zoom.us/join?confno=123456789', undefined],
      [safeLinkOf('javascript:alert(1)'), undefined],
      [safeLinkOf('x'), undefined],
      ['Ada Example\nTel: 01 99 00 20 14\nFax: 01 99 00 20 15', 'FR'],
      ['Besprechungs-ID: 371 519 285 955', 'DE'],
    ])('finds nothing in %j', (bodyText, country) => {
      expect(findMeeting({ bodyText, country })).toBeNull();
    });
  });

  it('does not take the map of a place for a meeting', () => {
    expect(findMeeting({ location: 'https://www.google.com/maps/place/Example' })).toBeNull();
    expect(findMeeting({ location: 'https://maps.app.goo.gl/abc' })).toBeNull();
  });

  describe('when the invitation is hostile', () => {
    const pieces = fc.constantFrom(
      zoom,
      teams,
      'https://',
      'http://a:b@zoom.us/j/1',
      'javascript:',
      'Dial ',
      '+33 1 99 00 20 14',
      ',,1#,,2#',
      'PIN: 12345',
      '<a href="',
      '">',
      '\u0000',
      '\n',
      '%0a',
      safeLinkOf('data:x'),
    );
    const text = fc
      .array(fc.oneof(pieces, fc.string({ unit: anyCharacter, maxLength: 10 })), { maxLength: 20 })
      .map((parts) => parts.join(''));
    const onlyHttps = /^https:\/\/[^\s\p{Cc}\\<>"]+$/u;

    it('lets out https links without credentials and tel: URIs of digits, nothing else', () => {
      fc.assert(
        fc.property(text, text, text, text, (onlineMeetingUrl, location, bodyText, bodyHtml) => {
          const meeting = findMeeting({ onlineMeetingUrl, location, bodyText, bodyHtml, country: 'FR' });
          const urls = [...(meeting?.joinUrl === undefined ? [] : [meeting.joinUrl]), ...(meeting?.otherUrls ?? [])];
          for (const url of urls) {
            expect(url).toMatch(onlyHttps);
            expect([new URL(url).protocol, new URL(url).username, new URL(url).password]).toEqual(['https:', '', '']);
          }
          for (const phone of meeting?.phones ?? []) {
            expect(joinByPhoneUri(meeting ?? {}, phone)).toMatch(/^tel:\+\d{3,15}(?:,(?:[\d,*]|%23){1,190})?$/u);
          }
        }),
      );
    });

    it.each(['https://zoom.us/j/', 'Dial +33199002014\n', '1 ', '<a href="https://zoom.us/j/1">'])(
      'answers about parts of 5 MB of %j in a moment',
      (piece) => {
        const part = piece.repeat(5_000_000 / piece.length);
        const started = performance.now();
        findMeeting({
          subject: part,
          location: part,
          bodyText: part,
          bodyHtml: part,
          onlineMeetingUrl: part,
          country: 'FR',
        });
        expect(performance.now() - started).toBeLessThan(10_000);
      },
    );
  });
});
