/** @jest-environment jsdom */
// Speed dials, settings and first steps in the tab, over a service that keeps what it is told.
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createBrowserSettings, createModel, createSurroundings } from '#shared/app';
import type { AppConfig, SettingsChange, SpeedDialsChange } from '#shared/contracts';
import type { HostPort } from '#shared/host';
import type { AppModel } from '#shared/models';
import { App } from '../../../teams-app/App.tsx';
import { PersonalFake } from '../../support/PersonalFake.ts';
import { ServiceFake } from '../../support/ServiceFake.ts';

const config: AppConfig = {
  clientId: 'client',
  authority: 'https://login.example.com/tenant',
  scope: 'api://example.com/access_as_user',
  hostOrigins: [],
  apiBase: '/api/v1',
};
const host: HostPort = {
  start: async () => ({ theme: 'light', locale: 'en-GB', platform: 'desktop', name: 'Teams' }),
  notifyReady: () => undefined,
  getToken: async () => 'token',
  can: () => true,
  onThemeChange: () => () => undefined,
};

/** The service, with what a person keeps. */
class PersonalService {
  readonly kept = new PersonalFake();
  /** Everything else the service does. */
  readonly rest = new ServiceFake();

  fetch = async (url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const path = (url as string).replace('/api/v1', '');
    const work = this.#workOf(`${init?.method ?? 'GET'} ${path}`, init?.body);
    if (work === undefined) return this.rest.fetch(url, init);
    const json = await work;
    const headers = { get: () => 'application/json' };
    return { ok: true, status: json === undefined ? 204 : 200, json: async () => json, headers } as unknown as Response;
  };

  #workOf(what: string, body: BodyInit | null | undefined): Promise<unknown> | undefined {
    const sent = (): unknown => JSON.parse(body as string);
    switch (what) {
      case 'GET /speed-dials':
        return this.kept.speedDials();
      case 'PUT /speed-dials':
        return this.kept.saveSpeedDials(sent() as SpeedDialsChange);
      case 'GET /settings':
        return this.kept.settings();
      case 'PATCH /settings':
        return this.kept.changeSettings(sent() as SettingsChange);
      case 'GET /phone':
        return this.kept.phone();
      default:
        return undefined;
    }
  }
}

describe('what belongs to the person, in the tab', () => {
  let service: PersonalService;
  let model: AppModel;

  const open = async (subPage: string): Promise<void> => {
    const settings = createBrowserSettings(() => window.localStorage);
    const started = host.start();
    const surroundings = await createSurroundings(host, settings, 'en-GB');
    model = createModel(config, host, started, settings);
    await surroundings.hostStarted({ ...(await started), subPage });
    const nothing = (): void => undefined;
    render(
      <App model={model} surroundings={surroundings} onPainted={nothing} onRetry={nothing} deviceSettings={settings} />,
    );
    await act(async () => {
      await model.start();
    });
  };

  beforeEach(() => {
    window.localStorage.clear();
    service = new PersonalService();
    service.kept.userSettings = { ...service.kept.userSettings, isWelcomed: true };
    globalThis.fetch = service.fetch;
  });
  afterEach(() => {
    model.stop();
  });

  it('adds a speed dial by hand, removes it and brings it back', async () => {
    const user = userEvent.setup();
    await open('speedDials');
    expect(await screen.findByText('No speed dials yet')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Add a speed dial' }));
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Ada Example');
    await user.type(screen.getByRole('textbox', { name: 'Number' }), '2014{Enter}');
    expect(await screen.findByRole('article', { name: 'Ada Example' })).toBeTruthy();
    await waitFor(() => {
      expect(service.kept.kept.items).toMatchObject([{ label: 'Ada Example', number: '2014' }]);
    });
    await user.click(screen.getByRole('button', { name: 'More for Ada Example' }));
    await user.click(screen.getByRole('menuitem', { name: 'Remove' }));
    await waitFor(() => {
      expect(service.kept.kept.items).toEqual([]);
    });
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('article', { name: 'Ada Example' })).toBeTruthy();
  });

  it('looks at a file before it adds what is in it', async () => {
    const user = userEvent.setup();
    await open('speedDials');
    const file = new File(['Name;Number\nBruno Sample;2015\nNobody;none\n'], 'dials.csv', { type: 'text/csv' });
    file.arrayBuffer = async () => new TextEncoder().encode('Name;Number\nBruno Sample;2015\nNobody;none\n').buffer;
    await user.upload(await screen.findByLabelText('Import', { selector: 'input' }), file);
    const preview = await screen.findByRole('dialog', { name: 'What the file would add' });
    // How many are left out and why, and the row itself.
    expect(within(preview).getByText('1 × Not a number')).toBeTruthy();
    expect(within(preview).getByText('Not a number')).toBeTruthy();
    await user.click(within(preview).getByRole('button', { name: 'Add 1 speed dial' }));
    expect(await screen.findByRole('article', { name: 'Bruno Sample' })).toBeTruthy();
  });

  it('keeps a setting, and finds out how this device dials', async () => {
    const user = userEvent.setup();
    await open('settings');
    await user.click(await screen.findByRole('switch', { name: 'Show equal calls of a day as one row' }));
    await waitFor(() => {
      expect(service.kept.userSettings.collapseCalls).toBe(false);
    });
    await user.click(screen.getByRole('button', { name: 'Test dialling' }));
    await user.click(await screen.findByRole('link', { name: 'Open the phone app' }));
    await user.click(await screen.findByRole('button', { name: 'No' }));
    await user.click(screen.getByRole('button', { name: 'Ring my phone' }));
    await user.click(await screen.findByRole('button', { name: 'No' }));
    await user.click(screen.getByRole('button', { name: 'Stop the test' }));
    expect(model.dial.getSnapshot().preferred).toBe('copy');
    expect(screen.getAllByText(/Did not work on this device/u)).toHaveLength(2);
  });

  it('shows the first steps once, and never again after they were skipped', async () => {
    const user = userEvent.setup();
    service.kept.userSettings = { ...service.kept.userSettings, isWelcomed: false };
    await open('contacts');
    await user.click(await screen.findByRole('button', { name: 'Skip all' }));
    await waitFor(() => {
      expect(service.kept.userSettings.isWelcomed).toBe(true);
    });
    expect(screen.queryByText(/^First steps/u)).toBeNull();
  });

  it('follows what other devices change, and the phones of the people in the list', async () => {
    await open('speedDials');
    await screen.findByText('No speed dials yet');
    const ada = { id: 'ada', label: 'Ada Example', number: '2014', personId: 'p1' };
    service.kept.kept = { revision: 1, groups: [], items: [ada] };
    act(() => {
      service.rest.send({ type: 'personal', what: 'speedDials', revision: 1 });
      service.rest.send({ type: 'people', people: [{ id: 'p1', lineState: 'ringing' }] });
    });
    const card = await screen.findByRole('article', { name: 'Ada Example' });
    expect(await within(card).findByText('Ringing')).toBeTruthy();
  });

  it('shows no first steps while the settings are not known', async () => {
    service.kept.fault = 'service.unavailable';
    await open('contacts');
    await waitFor(() => {
      expect(model.settings.getSnapshot().phase).toBe('failed');
    });
    expect(screen.queryByText(/^First steps/u)).toBeNull();
  });
});
