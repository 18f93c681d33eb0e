/** @jest-environment jsdom */
// A call comes in while the person is on any page of the tab: it is shown once, can be answered, and is said by one voice.
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createBrowserSettings, createModel, createSurroundings, fetchPages } from '#shared/app';
import type { CallAction } from '#shared/contracts';
import type { HostPort } from '#shared/host';
import type { AppModel } from '#shared/models';
import { App } from '../../../teams-app/App.tsx';
import { aSharedLine } from '../../fixtures/stories/SharedLineCard.stories.tsx';
import { aLiveCall } from '../../support/aRecord.ts';
import { ServiceFake } from '../../support/ServiceFake.ts';

const config = {
  clientId: 'client',
  authority: 'https://login.example.com/tenant',
  scope: 'api://example.com/access_as_user',
  hostOrigins: [],
  apiBase: '/api/v1',
};
const patient = { timeout: 15_000 };
const can: readonly CallAction[] = ['answer', 'clear'];
const host: HostPort = {
  start: async () => ({ theme: 'light', locale: 'en-GB', platform: 'desktop', name: 'Teams' }),
  notifyReady: () => undefined,
  getToken: async () => `header.${btoa(JSON.stringify({ tid: 't1', oid: 'ada' }))}.signature`,
  can: () => true,
  onThemeChange: () => () => undefined,
};
const voices = (): readonly (string | null)[] =>
  [...document.querySelectorAll('[role=status][aria-live=polite]')].map(({ textContent }) => textContent);
const answers = (): readonly HTMLElement[] => screen.queryAllByRole('button', { name: 'Answer: Bruno Sample' });

describe('a call on whatever page of the tab', () => {
  let service: ServiceFake;
  let model: AppModel;
  let unmount: () => void;

  const open = async (subPage: string): Promise<void> => {
    const settings = createBrowserSettings(() => window.localStorage);
    const surroundings = await createSurroundings(host, settings, 'en-GB');
    model = createModel(config, host, host.start(), settings);
    await surroundings.hostStarted({ ...(await host.start()), subPage });
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
  };
  const rings = async (): Promise<void> => {
    await act(async () => {
      service.send({ type: 'calls', calls: [aLiveCall({ can })] });
      await Promise.resolve();
    });
    await screen.findAllByRole('button', { name: 'Answer: Bruno Sample' }, patient);
  };

  beforeAll(() => fetchPages());
  beforeEach(() => {
    window.localStorage.clear();
    service = new ServiceFake();
    globalThis.fetch = service.fetch;
  });
  afterEach(() => {
    model.stop();
    unmount();
  });

  it.each(['home', 'speedDials', 'contacts', 'calls', 'dialPad', 'meetings', 'voicemail', 'settings'])(
    'is shown once and said once on %s',
    async (page) => {
      await open(page);
      expect(voices()).toEqual(['']);
      await rings();
      expect(answers()).toHaveLength(1);
      expect(voices()).toEqual(['Incoming call: Bruno Sample']);
      await userEvent.click(answers()[0] ?? document.body);
      expect(service.asked).toContain('POST /calls/live/c1/answer');
    },
  );

  it('leads to its card, with the focus on the tab of that page', async () => {
    await open('settings');
    await rings();
    await userEvent.click(screen.getByRole('button', { name: 'Details: Bruno Sample' }));
    const tab = screen.getByRole('tab', { name: 'Home', selected: true });
    expect(document.activeElement).toBe(tab);
    expect(await screen.findByRole('article', { name: 'Bruno Sample' }, patient)).toBeTruthy();
    expect(answers()).toHaveLength(1);
  });

  describe('on a line of somebody else', () => {
    const told = 'Chloé Specimen · 2001 rings: Bruno Sample';
    const line = aSharedLine({ state: 'ringing', calls: [aLiveCall({ line: '2001' })] });

    it('is shown and said too', async () => {
      service.snapshot = { sharedLines: [line] };
      await open('contacts');
      expect(await screen.findByTitle(told, {}, patient)).toBeTruthy();
      expect(voices()).toEqual([told]);
    });

    it('stays silent for people who want no such news', async () => {
      service.snapshot = { sharedLines: [line] };
      await open('contacts');
      await screen.findByTitle(told, {}, patient);
      act(() => {
        model.settings.change({ sharedLineNotices: { incoming: false, groupPage: false, parked: true } });
      });
      expect([screen.queryByTitle(told), voices()]).toEqual([null, ['']]);
    });
  });
});
