// The link that joins, service by service; native links and wrapped ones; the pages of services that join nothing.
import { findJoinLink } from '#shared/domain/meeting';

describe('findJoinLink', () => {
  describe('when a service is known', () => {
    it.each([
      ['teams', 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d'],
      ['teams', 'https://gov.teams.microsoft.us/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d'],
      ['teams', 'https://teams.live.com/meet/9312345678901?p=abc'],
      ['teams', 'https://teams.microsoft.com/_#/l/meetup-join/19:meeting_x@thread.v2/0'],
      ['teams', 'https://events.teams.microsoft.com/event/1234abcd-0000@tenant'],
      ['zoom', 'https://zoom.us/wc/join/81234567890'],
      ['zoom', 'https://example.zoom.us/meeting/register/tJabc-def'],
      ['zoom', 'https://zoom.us/join?confno=81234567890'],
      ['zoom', 'https://example.zoomgov.com/j/1601234567?pwd=x'],
      ['webex', 'https://example.webex.com/meet/ada.example'],
      ['webex', 'https://example.my.webex.com/example/j.php?MTID=m0123456789abcdef'],
      ['googleMeet', 'https://meet.google.com/abc-defg-hij?hs=122'],
      ['googleMeet', 'https://meet.google.com/lookup/abcdefgh'],
      ['goto', 'https://meet.goto.com/123456789'],
      ['ringCentral', 'https://v.ringcentral.com/join/977988816?pw=x'],
      ['jitsi', 'https://meet.jit.si/ExampleRoom#config.x=1'],
      ['whereby', 'https://example.whereby.com/room'],
      ['chime', 'https://chime.aws/1234567890'],
      ['whatsApp', 'https://call.whatsapp.com/video/abcDEF'],
      ['telemost', 'https://telemost.yandex.ru/j/12345678901234'],
      ['threeCx', 'https://example.3cx.eu/meet/abc123'],
      ['kMeet', 'https://kmeet.infomaniak.com/abcdefgh'],
      ['rainbowOffice', 'https://meetings.rainbowoffice.com/j/1481149615'],
      ['discord', 'https://discord.gg/abc'],
      ['visio', 'https://visio.numerique.gouv.fr/abc-defg-hij'],
    ])('names %s for %s', (service, url) => {
      expect(findJoinLink(`Join here: <${url}>.`)).toMatchObject({ service, href: url });
    });
  });

  describe('when a link starts an app', () => {
    it.each([
      'zoommtg://zoom.us/join?confno=123456789&pwd=x',
      'zoomus://example.zoom.us/join?confno=123456789',
      'msteams:/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d',
      'msteams://teams.microsoft.com/l/meetup-join/19%3ameeting_x',
    ])('finds %s', (href) => {
      expect(findJoinLink(`Open (${href}).`)?.href).toBe(href);
      expect(findJoinLink(`<a href="${href.replace(/&/gu, '&amp;')}">Open</a>`, { html: true })?.href).toBe(href);
    });

    it('prefers the link that works everywhere', () => {
      const web = 'https://zoom.us/j/123456789';
      expect(findJoinLink(`zoommtg://zoom.us/join?confno=123456789 ${web}`)?.href).toBe(web);
    });

    it.each([
      'zoommtg://evil.test/join?confno=1',
      'zoommtg://zoom.us.evil.test/join?confno=123',
      'javascript://zoom.us/join?confno=123',
      'xzoommtg://zoom.us/join?confno=123456789',
      'file:///l/meetup-join/x',
    ])('leaves %s', (text) => {
      expect(findJoinLink(text)).toBeNull();
    });
  });

  describe('when a page of a service joins nothing', () => {
    it.each([
      'https://us02web.zoom.us/u/kIxHQWo3y',
      'https://zoom.us/download',
      'https://meet.goto.com/install',
      'https://link.gotomeeting.com/system-check',
      'https://meet.google.com/new',
      'https://tel.meet/abc-defg-hij?pin=1',
      'https://v.ringcentral.com/teleconference',
      'https://support.ringcentral.com/e2ee',
      'https://teams.microsoft.com/meetingOptions/?organizerId=1',
      'https://dialin.teams.microsoft.com/x?id=1',
      'https://aka.ms/JoinTeamsMeeting',
      'https://help.webex.com/docs/DOC-5412',
      'https://discord.com/terms',
      'https://www.youtube.com/watch?v=abc',
      'https://www.example.com/meet/me',
    ])('leaves %s', (url) => {
      expect(findJoinLink(`See ${url}`)).toBeNull();
    });
  });

  it('takes a room on a host that calls itself a place to meet', () => {
    expect(findJoinLink('Visio : https://visio.example.com/weekly')?.href).toBe('https://visio.example.com/weekly');
    expect(findJoinLink('https://www.example.com/weekly')).toBeNull();
  });

  describe('when a mail filter wraps the link', () => {
    const url = 'https://us02web.zoom.us/j/6655340718?pwd=abc';
    const coded = encodeURIComponent(url);
    it.each([
      `https://secure-web.cisco.com/1abcDEF-x/${coded}`,
      `https://protect.checkpoint.com/v2/___${url}___.YXAxZTpl`,
      `https://clicktime.symantec.com/abc?u=${coded}`,
      `https://example.trendmicro.com/wis/clicktime/v1/query?url=${coded}&umid=1`,
      `https://eu-west-1.protection.sophos.com/?d=zoom.us&u=${btoa(url)}&i=1`,
      `https://slack-redir.net/link?url=${coded}`,
      `https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=${coded}`,
      `https://meet.google.com/linkredirect?dest=${coded}`,
      `https://linkprotect.cudasvc.com/url?a=${coded}&c=E`,
    ])('opens %s', (wrapped) => {
      expect(findJoinLink(wrapped)?.href).toBe(url);
    });

    it('opens the page that offers to start Teams', () => {
      const launcher = `https://teams.microsoft.com/dl/launcher/launcher.html?url=${encodeURIComponent('/_#/l/meetup-join/19:meeting_x@thread.v2/0')}`;
      expect(findJoinLink(launcher)?.href).toBe('https://teams.microsoft.com/l/meetup-join/19:meeting_x@thread.v2/0');
    });
  });
});
