/** @jest-environment jsdom */
// The Outlook host over an Office that behaves: start, theme, item, sign-in, links.
import type { ItemSnapshot } from '#shared/host';
import { createOutlookHost, findHost, type OutlookHost } from '../../../outlook-addin/host/index.ts';
import { OfficeFake, aMail, answered, refused } from '../../support/OfficeFake.ts';

const options = {
  clientId: '11111111-1111-4111-8111-111111111111',
  authority: 'https://login.example.com/tenant',
  scope: 'api://example.com/access_as_user',
};
let office: OfficeFake;
let host: OutlookHost;
let isForced: boolean;

beforeEach(() => {
  office = new OfficeFake();
  isForced = false;
  Object.assign(globalThis, {
    Office: office.office,
    matchMedia: () => ({ matches: isForced, addEventListener: () => undefined }),
  });
  host = createOutlookHost(options);
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'Office');
});

const faultOf = (work: Promise<unknown>): Promise<unknown> => work.catch((thrown: unknown) => thrown);

describe('findHost', () => {
  it.each([
    ['Outlook', 'outlook'],
    ['Word', 'outside'],
    [null, 'outside'],
  ])('for the host %p says %s', async (name, found) => {
    office.host = name;
    expect(await findHost()).toBe(found);
  });

  it('says so when office.js did not load', async () => {
    Reflect.deleteProperty(globalThis, 'Office');
    expect(await findHost()).toBe('none');
  });

  it('gives the page its history back', async () => {
    await findHost();
    expect([typeof history.pushState, typeof history.replaceState]).toEqual(['function', 'function']);
  });
});

describe('createOutlookHost', () => {
  describe('when it starts', () => {
    it('tells theme, language and form factor', async () => {
      expect(await host.start()).toEqual({ theme: 'light', locale: 'fr-FR', platform: 'web', name: 'Outlook' });
    });

    it.each<[string | null]>([['Word'], [null]])('refuses the host %p', async (name) => {
      office.host = name;
      expect(await faultOf(host.start())).toMatchObject({ code: 'host.unavailable' });
    });

    it.each([
      ['PC', 'desktop', true],
      ['Mac', 'desktop', true],
      ['Android', 'android', true],
      ['iOS', 'ios', false],
    ])('on %s is %s, and opens phone links: %p', async (platform, ours, canLaunch) => {
      Object.assign(office.office.context, { platform });
      expect(await host.start()).toMatchObject({ platform: ours });
      expect(host.can('launchTel')).toBe(canLaunch);
      expect(host.can('startTeamsCall')).toBe(false);
    });
  });

  describe('when the theme is asked for', () => {
    it.each<[object | undefined, boolean, string]>([
      [{ bodyBackgroundColor: '#FFFFFF' }, false, 'light'],
      [{ bodyBackgroundColor: '#1f1f1f' }, false, 'dark'],
      [{ bodyBackgroundColor: '262626' }, false, 'dark'],
      [{ bodyBackgroundColor: '#000000' }, false, 'contrast'],
      [{ bodyBackgroundColor: '#f5f5f5' }, true, 'contrast'],
      [{ bodyBackgroundColor: 'javascript:' }, false, 'light'],
      [{}, false, 'light'],
      [undefined, false, 'light'],
    ])('reads the colours %j (forced: %p) as %s', async (theme, forced, expected) => {
      office.theme = theme;
      isForced = forced;
      expect((await host.start()).theme).toBe(expected);
    });

    it('hears of a change', async () => {
      await host.start();
      const heard: string[] = [];
      const stop = host.onThemeChange((theme) => heard.push(theme));
      office.theme = { bodyBackgroundColor: '#111111' };
      office.tell('officeThemeChanged');
      stop();
      office.tell('officeThemeChanged');
      expect(heard).toEqual(['dark']);
    });
  });

  describe('when the item is read', () => {
    const read = async (item: object | null | undefined): Promise<ItemSnapshot | null> => {
      office.item = item;
      await host.start();
      return host.readItem();
    };

    it('reads a mail', async () => {
      expect(await read(aMail())).toEqual({
        kind: 'message',
        subject: 'Hello',
        location: '',
        bodyHtml: '<p>Mobile: +33 1 99 00 20 14</p>',
        bodyText: '',
        from: { name: 'Ada Example', address: 'ada@example.com' },
        isCut: false,
      });
    });

    it('reads an appointment in read form', async () => {
      const start = new Date('2026-11-23T09:00:00Z');
      const item = aMail({ itemType: 'appointment', location: 'Room 1', start, end: new Date('2026-11-23T10:00:00Z') });
      expect(await read(item)).toMatchObject({
        kind: 'appointment',
        location: 'Room 1',
        start: '2026-11-23T09:00:00.000Z',
        end: '2026-11-23T10:00:00.000Z',
      });
    });

    it('reads an appointment that is being composed', async () => {
      const item = {
        itemType: 'appointment',
        subject: answered('Weekly'),
        location: answered('https://zoom.us/j/123456789'),
        start: answered(new Date('2026-11-23T09:00:00Z')),
        end: answered(new Date('2026-11-23T10:00:00Z')),
        organizer: answered({ displayName: 'Bruno Sample', emailAddress: 'bruno@example.com' }),
        body: answered('<p>x</p>'),
      };
      expect(await read(item)).toMatchObject({
        subject: 'Weekly',
        location: 'https://zoom.us/j/123456789',
        start: '2026-11-23T09:00:00.000Z',
        from: { name: 'Bruno Sample', address: 'bruno@example.com' },
      });
    });

    it('takes the text of a body that has no HTML', async () => {
      const body = {
        getAsync: (form: string, answer: (result: object) => void) => {
          answer(form === 'text' ? { status: 'succeeded', value: 'plain' } : { status: 'failed' });
        },
      };
      expect(await read(aMail({ body }))).toMatchObject({ bodyHtml: '', bodyText: 'plain' });
    });

    it('keeps what can be read when one field cannot', async () => {
      expect(await read(aMail({ subject: refused(), location: refused() }))).toMatchObject({
        subject: '',
        location: '',
        bodyHtml: '<p>Mobile: +33 1 99 00 20 14</p>',
      });
    });

    it('says with a code that the body could not be read', async () => {
      expect(await faultOf(read(aMail({ body: refused() })))).toMatchObject({ code: 'host.unavailable' });
    });

    it('keeps a bounded part of texts of megabytes, and says so', async () => {
      const item = await read(aMail({ subject: 'x'.repeat(5_000_000), body: answered('y'.repeat(5_000_000)) }));
      expect([item?.subject.length, item?.bodyHtml.length, item?.isCut]).toEqual([4_096, 300_000, true]);
    });

    it.each([null, undefined])('knows that nothing (%p) is selected', async (item) => {
      expect(await read(item)).toBeNull();
    });

    it('has no item of strange parts', async () => {
      const strange = { itemType: 7, subject: 3, location: null, start: 'soon', from: 'me', body: answered(42) };
      expect(await read(strange)).toEqual({
        kind: 'message',
        subject: '',
        location: '',
        bodyHtml: '',
        bodyText: '',
        isCut: false,
      });
    });

    it('hears that another item was selected, until told to stop', async () => {
      await host.start();
      let changes = 0;
      const stop = host.onItemChange(() => {
        changes += 1;
      });
      office.tell('itemChanged');
      stop();
      office.tell('itemChanged');
      expect(changes).toBe(1);
    });
  });

  describe('when somebody signs in', () => {
    const jwt = `x.${Buffer.from(JSON.stringify({ exp: Date.now() / 1000 + 3600 })).toString('base64url')}.y`;
    const silently = (): Promise<unknown> => faultOf(host.getToken({ interactive: false }));
    const byHand = (): Promise<unknown> => faultOf(host.getToken({ interactive: true }));

    beforeEach(async () => {
      await host.start();
    });

    it('has nothing in silence where the host is no broker', async () => {
      expect(host.can('singleSignOn')).toBe(false);
      expect(await silently()).toMatchObject({ code: 'signIn.failed' });
    });

    it('asks in a dialog, and keeps what it brought as long as it lives', async () => {
      office.onDialog = (tell) => {
        tell('message', { message: JSON.stringify({ token: jwt }), origin: location.origin });
      };
      expect(await byHand()).toBe(jwt);
      office.onDialog = undefined;
      expect(await silently()).toBe(jwt);
      jest.useFakeTimers({ now: Date.now() + 600_000 });
      expect(await silently()).toBe(jwt);
      jest.useFakeTimers({ now: Date.now() + 3_600_000 });
      expect(await silently()).toMatchObject({ code: 'signIn.failed' });
      jest.useRealTimers();
    });

    it.each<[string, OfficeFake['onDialog']]>([
      ['the person closes it', (tell) => tell('event', { error: 12006 })],
      ['it says that it failed', (tell) => tell('message', { message: '{"error":"AADSTS65001"}' })],
      ['it says something else', (tell) => tell('message', { message: '[]' })],
      ['it says no JSON', (tell) => tell('message', { message: 'token' })],
      ['it cannot be opened', undefined],
    ])('has no token when %s', async (_what, onDialog) => {
      office.onDialog = onDialog;
      expect(await byHand()).toMatchObject({ code: 'signIn.failed' });
    });

    it('believes no page of another origin', async () => {
      office.onDialog = (tell) => {
        tell('message', { message: JSON.stringify({ token: jwt }), origin: 'https://evil.example' });
        tell('event', { error: 12006 });
      };
      expect(await byHand()).toMatchObject({ code: 'signIn.failed' });
    });
  });

  describe('when a link is opened', () => {
    it('leaves it to the page where Office has no way', async () => {
      await host.start();
      expect([host.openLink('https://zoom.us/j/1'), office.opened]).toEqual([false, []]);
    });

    it('uses the browser of the system where Office can', async () => {
      office.sets = new Set(['OpenBrowserWindowApi 1.1']);
      await host.start();
      expect([host.openLink('https://zoom.us/j/1'), office.opened]).toEqual([true, ['https://zoom.us/j/1']]);
    });

    it.each(['http://zoom.us/j/1', 'javascript:alert(1)', 'file:///c:/x', 'tel:+33199002014', ''])(
      'never opens %p',
      async (url) => {
        office.sets = new Set(['OpenBrowserWindowApi 1.1']);
        await host.start();
        expect([host.openLink(url), office.opened]).toEqual([false, []]);
      },
    );
  });
});
