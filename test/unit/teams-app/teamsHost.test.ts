/** @jest-environment jsdom */
// The Teams host over real teams-js, against a host page that speaks its protocol (spec microsoft365 8.1).
import type { HostPort } from '#shared/host';

type Answer = (args: readonly unknown[]) => readonly unknown[] | undefined;

const origin = 'https://teams.microsoft.com';
const context = {
  locale: 'fr-FR',
  theme: 'dark',
  hostClientType: 'android',
  hostName: 'Teams',
  entityId: 'home',
  subEntityId: 'calls',
  frameContext: 'content',
};

/** A host page that opened our window. */
class HostPageFake {
  readonly heard: string[] = [];
  readonly answers: Record<string, Answer> = {
    initialize: () => ['content', 'android', JSON.stringify({ apiVersion: 4, supports: {} }), '2.58.0'],
    getContext: () => [context],
    'authentication.getAuthToken': () => [true, 'a.b.c'],
  };

  postMessage(message: { id: number; uuidAsString: string; func: string; args: readonly unknown[] }): void {
    this.heard.push(message.func);
    const args = this.answers[message.func]?.(message.args);
    if (args !== undefined) this.tell({ id: message.id, uuidAsString: message.uuidAsString, args });
  }

  tell(data: object): void {
    setTimeout(() => {
      window.dispatchEvent(new MessageEvent('message', { data, origin, source: this as unknown as Window }));
    });
  }

  readonly closed = false;
}

describe('createTeamsHost', () => {
  let page: HostPageFake;
  let host: HostPort;

  beforeEach(async () => {
    page = new HostPageFake();
    window.opener = page;
    jest.resetModules();
    const { createTeamsHost } = await import('../../../teams-app/host/index.ts');
    host = createTeamsHost({
      hostOrigins: [],
      clientId: '11111111-1111-4111-8111-111111111111',
      authority: 'https://login.example.com/tenant',
      scope: 'api://example.com/access_as_user',
    });
  });
  afterEach(() => {
    window.opener = null;
  });

  it('tells theme, language, form factor and deep link', async () => {
    expect(await host.start()).toEqual({
      theme: 'dark',
      locale: 'fr-FR',
      platform: 'android',
      name: 'Teams',
      subPage: 'calls',
    });
  });

  it('takes the curtain away once it is connected', async () => {
    host.notifyReady();
    expect(page.heard).toEqual([]);
    await host.start();
    host.notifyReady();
    expect(page.heard).toEqual(expect.arrayContaining(['appInitialization.appLoaded', 'appInitialization.success']));
  });

  it.each([
    ['default', 'light'],
    ['contrast', 'contrast'],
    ['glass', 'light'],
  ])('hears that the theme became %s', async (name, theme) => {
    await host.start();
    const heard = new Promise((resolve) => host.onThemeChange(resolve));
    page.tell({ func: 'themeChange', args: [name] });
    expect(await heard).toBe(theme);
  });

  it('gets a token from the host where nested authentication is not offered', async () => {
    await host.start();
    expect(await host.getToken({ interactive: false })).toBe('a.b.c');
  });

  it('asks the host once for many requests at a time', async () => {
    await host.start();
    await Promise.all([host.getToken({ interactive: false }), host.getToken({ interactive: false })]);
    expect(page.heard.filter((func) => func === 'authentication.getAuthToken')).toHaveLength(1);
  });

  it('says with a code that signing in failed', async () => {
    page.answers['authentication.getAuthToken'] = () => [false, 'CancelledByUser'];
    await host.start();
    const fault = await host.getToken({ interactive: true }).catch((thrown: unknown) => thrown);
    expect(fault).toMatchObject({ code: 'signIn.failed' });
  });

  it('gives up a host that does not answer', async () => {
    jest.useFakeTimers();
    page.answers.initialize = () => undefined;
    const started = host.start().catch((thrown: unknown) => thrown);
    await jest.advanceTimersByTimeAsync(10_000);
    jest.useRealTimers();
    expect(await started).toMatchObject({ code: 'host.unavailable' });
  });

  it('can open phone links, and start Teams calls only where the host can', async () => {
    await host.start();
    expect([host.can('launchTel'), host.can('singleSignOn'), host.can('startTeamsCall')]).toEqual([true, true, false]);
  });
});

describe('keepUntil', () => {
  const now = Date.parse('2026-11-20T08:00:00Z');
  const jwt = (claims: object): string => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`;
  const inSeconds = (seconds: number): number => now / 1000 + seconds;

  it.each<[string, string, number]>([
    ['five minutes at most', jwt({ exp: inSeconds(3600) }), 300],
    ['until two minutes before it expires', jwt({ exp: inSeconds(300) }), 180],
    ['not when it expires within two minutes', jwt({ exp: inSeconds(60) }), -60],
    ['not when it cannot be read', 'opaque', -Infinity],
    ['not when it names no expiry', jwt({ exp: 'soon' }), -Infinity],
  ])('keeps a token %s', async (_what, token, seconds) => {
    const { keepUntil } = await import('#shared/host');
    const kept = (keepUntil(token, now) - now) / 1000;
    if (seconds === -Infinity) expect(kept).toBeLessThan(-1_000_000);
    else expect(kept).toBe(seconds);
  });
});
