/** @jest-environment jsdom */
// The tab over its models, with a host and a service under the control of the test.
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import {
  createBrowserSettings,
  createModel,
  createSurroundings,
  readConfig,
  type SurroundingsSource,
} from '#shared/app';
import type { AppConfig } from '#shared/contracts';
import { AppError } from '#shared/errors';
import type { HostPort, HostTheme } from '#shared/host';
import type { AppModel } from '#shared/models';
import { App } from '../../../teams-app/App.tsx';
import { aLiveCall } from '../../support/aRecord.ts';
import { ServiceFake } from '../../support/ServiceFake.ts';

const config: AppConfig = {
  clientId: 'client',
  authority: 'https://login.example.com/tenant',
  scope: 'api://example.com/access_as_user',
  hostOrigins: [],
  apiBase: '/api/v1',
};

class HostFake implements HostPort {
  canSignIn = true;
  readonly #listeners: ((theme: HostTheme) => void)[] = [];
  start = async () => ({ theme: 'light' as const, locale: 'en-GB', platform: 'desktop' as const, name: 'Teams' });
  notifyReady = (): void => undefined;
  getToken = async (): Promise<string> => {
    if (!this.canSignIn) throw new AppError('signIn.failed', 'no');
    return 'token';
  };
  can = (): boolean => true;
  onThemeChange = (listener: (theme: HostTheme) => void): (() => void) => {
    this.#listeners.push(listener);
    return () => undefined;
  };
}

describe('the tab', () => {
  let host: HostFake;
  let service: ServiceFake;
  let model: AppModel;
  let surroundings: SurroundingsSource;

  const open = async (subPage?: string): Promise<void> => {
    const settings = createBrowserSettings(() => window.localStorage);
    const started = host.start();
    surroundings = await createSurroundings(host, settings, 'en-GB');
    model = createModel(config, host, started, settings);
    await surroundings.hostStarted({ ...(await started), ...(subPage !== undefined && { subPage }) });
    const deviceSettings = { read: () => null, write: () => undefined, remove: () => undefined };
    const parts = { model, surroundings, deviceSettings };
    render(<App {...parts} onPainted={() => undefined} onRetry={() => undefined} />);
    await act(async () => {
      await model.start();
    });
  };

  beforeEach(() => {
    window.localStorage.clear();
    host = new HostFake();
    service = new ServiceFake();
    globalThis.fetch = service.fetch;
  });
  afterEach(() => {
    model.stop();
  });

  it('shows missed and recent calls, and a call that comes in', async () => {
    await open();
    expect(await screen.findByText('No call at the moment')).toBeTruthy();
    expect(within(screen.getByRole('list', { name: 'Missed calls' })).getByText('Bruno Sample')).toBeTruthy();
    act(() => {
      service.send({ type: 'calls', calls: [aLiveCall({ other: { name: 'Ada Example' } })] });
    });
    expect(await screen.findByRole('article', { name: 'Ada Example' })).toBeTruthy();
  });

  it('opens the page a deep link names, and searches people there', async () => {
    await open('contacts');
    expect(await screen.findByRole('article', { name: 'Chloé Specimen' })).toBeTruthy();
    expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Contacts');
  });

  it('reads the whole log when its page is opened', async () => {
    const user = userEvent.setup();
    await open();
    await user.click(screen.getByRole('tab', { name: 'Calls' }));
    expect(await screen.findByRole('list', { name: 'Call log' })).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: 'Outgoing' }));
    expect(service.asked.some((line) => line.startsWith('GET /calls?filter=outgoing&limit=50&collapse=1'))).toBe(true);
  });

  it('rings the phone through the PBX and says so', async () => {
    const user = userEvent.setup();
    await open('dialPad');
    await user.type(screen.getByRole('textbox'), '*21#{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Dial *21#' }));
    expect(await screen.findByText(/Your phone is ringing/u)).toBeTruthy();
    expect(service.asked).toContain('POST /dial');
  });

  it('asks before an emergency call, and calls by a link after the yes', async () => {
    const user = userEvent.setup();
    await open('dialPad');
    await act(() => model.numbers.load());
    await user.type(screen.getByRole('textbox'), '112{Enter}');
    const question = screen.getByRole('alertdialog', { name: 'Call 112?' });
    expect(question.textContent).toContain('wrong location');
    await user.click(within(question).getByRole('link', { name: 'Call 112' }));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(model.dial.getSnapshot().lastNumber).toBe('112');
  });

  it('says why the person looks busy, and withdraws our part when asked', async () => {
    const user = userEvent.setup();
    await open();
    await user.click(await screen.findByRole('button', { name: 'Why?' }));
    expect(await screen.findByText('Your line 2014 has been in a call since 10:42.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Withdraw our part' }));
    expect(await screen.findByText('Our part was withdrawn.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Withdraw our part' })).toBeNull();
    expect(service.asked).toContain('POST /presence/me/release');
    expect(service.asked.some((line) => /^GET \/presence\/me\/why\?lang=en-GB&tz=\w/u.test(line))).toBe(true);
  });

  it('lets people dial before they sign in, and signs in when asked', async () => {
    const user = userEvent.setup();
    host.canSignIn = false;
    await open('dialPad');
    await user.type(screen.getByRole('textbox'), '0199002015');
    expect(screen.getByRole('link', { name: /Call/u }).getAttribute('href')).toBe('tel:0199002015');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    host.canSignIn = true;
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await screen.findByText('Available');
    expect(screen.queryByRole('button', { name: 'Sign in' })).toBeNull();
  });

  it.each(['home', 'calls', 'contacts', 'dialPad'])(
    'has no fault an audit finds without layout on the page %s',
    async (page) => {
      await open(page);
      act(() => {
        service.send({ type: 'calls', calls: [aLiveCall()] });
      });
      await screen.findByRole('article', { name: page === 'contacts' ? 'Chloé Specimen' : 'Bruno Sample' });
      const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    },
  );

  it('changes its language with the host, and remembers it for the next first paint', async () => {
    await open();
    await act(async () => {
      await surroundings.hostStarted({ theme: 'contrast', locale: 'fr-FR', platform: 'web', name: 'Teams' });
    });
    expect(screen.getByRole('tab', { name: 'Accueil' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('fr');
    const next = await createSurroundings(
      host,
      createBrowserSettings(() => window.localStorage),
      'en-GB',
    );
    expect(next.getSnapshot()).toMatchObject({ theme: 'contrast', translator: { language: 'fr' } });
  });
});

describe('createBrowserSettings', () => {
  it('lasts as long as the page where storage is forbidden', () => {
    const settings = createBrowserSettings(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(settings.read('dial.last')).toBeNull();
    settings.write('dial.last', '2014');
    expect(settings.read('dial.last')).toBe('2014');
  });
});

describe('readConfig', () => {
  const pageWith = (content: string): Document => {
    const page = document.implementation.createHTMLDocument();
    const meta = page.createElement('meta');
    meta.name = 'hookswitch-config';
    meta.content = content;
    page.head.append(meta);
    return page;
  };

  it('reads what the service wrote', () => {
    expect(readConfig(pageWith(JSON.stringify(config)))).toEqual(config);
  });

  it.each(['__HOOKSWITCH_CONFIG__', '', '{}', '[1]', '{"clientId":1}'])(
    'takes %p for another server’s page',
    (content) => {
      expect(readConfig(pageWith(content))).toBeUndefined();
    },
  );
});
