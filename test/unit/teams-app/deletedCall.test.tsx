/** @jest-environment jsdom */
// The tab deletes a call by one click: it can be brought back until the notice or the page is left.
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createBrowserSettings, createModel, createSurroundings, fetchPages } from '#shared/app';
import type { HostPort } from '#shared/host';
import type { AppModel } from '#shared/models';
import { App } from '../../../teams-app/App.tsx';
import { ServiceFake } from '../../support/ServiceFake.ts';

const config = {
  clientId: 'client',
  authority: 'https://login.example.com/tenant',
  scope: 'api://example.com/access_as_user',
  hostOrigins: [],
  apiBase: '/api/v1',
};
const patient = { timeout: 15_000 };
const host: HostPort = {
  start: async () => ({ theme: 'light', locale: 'en-GB', platform: 'desktop', name: 'Teams' }),
  notifyReady: () => undefined,
  getToken: async () => `header.${btoa(JSON.stringify({ tid: 't1', oid: 'ada' }))}.signature`,
  can: () => true,
  onThemeChange: () => () => undefined,
};

describe('the tab, when a call is deleted by one click', () => {
  let service: ServiceFake;
  let model: AppModel;
  let unmount: () => void;
  const deletions = (): readonly string[] => service.asked.filter((line) => line.startsWith('DELETE'));
  const more = (): Promise<HTMLElement> => screen.findByRole('button', { name: 'More for Bruno Sample' }, patient);

  beforeAll(() => fetchPages());
  beforeEach(async () => {
    window.localStorage.clear();
    service = new ServiceFake();
    globalThis.fetch = service.fetch;
    const settings = createBrowserSettings(() => window.localStorage);
    const surroundings = await createSurroundings(host, settings, 'en-GB');
    model = createModel(config, host, host.start(), settings);
    await surroundings.hostStarted({ ...(await host.start()), subPage: 'calls' });
    ({ unmount } = render(
      <App
        model={model}
        surroundings={surroundings}
        deviceSettings={settings}
        onPainted={() => undefined}
        onRetry={model.retry}
      />,
    ));
    await act(async () => {
      await model.start();
    });
    await userEvent.click(await more());
    await userEvent.click(screen.getByRole('menuitem', { name: 'Delete this call' }));
  });
  afterEach(() => {
    model.stop();
    unmount();
  });

  it('brings it back', async () => {
    expect(screen.queryByRole('button', { name: 'More for Bruno Sample' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await more()).toBeTruthy();
    expect(deletions()).toEqual([]);
  });

  it.each<[string, () => Promise<void> | void]>([
    ['another page is opened', () => userEvent.click(screen.getByRole('tab', { name: /^Home/u }))],
    [
      'the app is closed',
      () => {
        act(() => {
          window.dispatchEvent(new Event('pagehide'));
        });
      },
    ],
    ['the notice is dismissed', () => userEvent.click(screen.getByRole('button', { name: 'Close this message' }))],
  ])('deletes it on the service when %s', async (_what, leave) => {
    expect(deletions()).toEqual([]);
    await leave();
    await act(async () => {
      await new Promise((done) => setTimeout(done, 0));
    });
    expect(deletions()).toEqual(['DELETE /calls/r1']);
  });
});
