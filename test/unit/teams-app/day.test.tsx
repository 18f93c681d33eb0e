/** @jest-environment jsdom */
// The tab through a day: meetings, voicemail, shared lines, calls in hand, an outage, and a problem report.
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { createBrowserSettings, createModel, createSurroundings, fetchPages } from '#shared/app';
import type { HostPort } from '#shared/host';
import type { AppModel } from '#shared/models';
import { App } from '../../../teams-app/App.tsx';
import { aMeeting } from '../../fixtures/stories/someMeetings.ts';
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
const hourMs = 3_600_000;
/** Parts of the app that are fetched when they are wanted, and the grace before an outage is told. */
const patient = { timeout: 15_000 };
const fromNow = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** A host that signs in whoever it is told to. */
function hostOf(person: string): HostPort {
  const claims = btoa(JSON.stringify({ tid: 't1', oid: person }));
  return {
    start: async () => ({ theme: 'light', locale: 'en-GB', platform: 'desktop', name: 'Teams' }),
    notifyReady: () => undefined,
    getToken: async () => `header.${claims}.signature`,
    can: () => true,
    onThemeChange: () => () => undefined,
  };
}

describe('the tab through a day', () => {
  let service: ServiceFake;
  let model: AppModel;
  let close = (): void => undefined;

  /** Somebody opens the tab on this device. */
  const open = async (subPage = 'home', person = 'ada'): Promise<void> => {
    close();
    const host = hostOf(person);
    const settings = createBrowserSettings(() => window.localStorage);
    const surroundings = await createSurroundings(host, settings, 'en-GB');
    model = createModel(config, host, host.start(), settings);
    await surroundings.hostStarted({ ...(await host.start()), subPage });
    const { unmount } = render(
      <App
        model={model}
        surroundings={surroundings}
        deviceSettings={settings}
        onPainted={() => undefined}
        onRetry={model.retry}
      />,
    );
    close = () => {
      model.stop();
      unmount();
    };
    await act(async () => {
      await model.start();
    });
  };

  beforeAll(() => fetchPages());
  beforeEach(() => {
    window.localStorage.clear();
    service = new ServiceFake();
    globalThis.fetch = service.fetch;
  });
  afterEach(() => {
    close();
    close = () => undefined;
  });

  it('shows the next meeting first, and all of them on their page', async () => {
    service.me = { offers: { meetings: true, personalContacts: false, reports: true } };
    service.meetings = [aMeeting({ start: fromNow(-hourMs), end: fromNow(hourMs) })];
    const user = userEvent.setup();
    await open();
    const next = within(await screen.findByRole('region', { name: 'Next meeting' }, patient));
    expect(next.getByRole('link', { name: 'Join with Microsoft Teams: Quarterly figures' })).toBeTruthy();
    await user.click(next.getByRole('button', { name: 'All meetings' }));
    expect(await screen.findByRole('heading', { name: 'Now' }, patient)).toBeTruthy();
    expect(service.asked.filter((line) => line.startsWith('GET /meetings'))).toHaveLength(1);
  });

  it('says so where the site shows no meetings', async () => {
    await open('meetings');
    expect(await screen.findByText('Meetings are not shown here', {}, patient)).toBeTruthy();
    expect(service.asked.filter((line) => line.startsWith('GET /meetings'))).toEqual([]);
  });

  it('tells what waits in the mailbox on its tab and its page', async () => {
    service.me = { voicemail: { accessCode: '*97', setup: 'dialOwnExtension' } };
    service.snapshot = { mailboxes: [{ extension: '2014', isWaiting: true, newMessages: 2 }] };
    await open('voicemail');
    expect(await screen.findByRole('tab', { name: 'Voicemail (2)' }, patient)).toBeTruthy();
    expect(screen.getByText('2 new messages')).toBeTruthy();
    expect(await screen.findByRole('list', { name: 'Calls that went to voicemail' }, patient)).toBeTruthy();
    expect(service.asked.some((line) => line.startsWith('GET /calls?filter=voicemail'))).toBe(true);
  });

  it('rings with the line of a boss', async () => {
    await open();
    await screen.findByText('No call at the moment');
    act(() => {
      const calls = [aLiveCall({ line: '2001' })];
      service.send({ type: 'sharedLines', lines: [aSharedLine({ state: 'ringing', calls })] });
    });
    const lines = within(await screen.findByRole('region', { name: 'Lines shared with you' }, patient));
    expect(lines.getByText(/^Incoming call: Bruno Sample/u)).toBeTruthy();
  });

  it('hangs up through the phone system, where it offers that', async () => {
    service.snapshot = { calls: [aLiveCall({ state: 'connected', can: ['clear'] })] };
    const user = userEvent.setup();
    await open();
    await user.click(await screen.findByRole('button', { name: 'Hang up: Bruno Sample' }));
    expect(service.asked).toContain('POST /calls/live/c1/clear');
  });

  describe('when the service is away', () => {
    beforeEach(async () => {
      await open();
      await screen.findByRole('list', { name: 'Missed calls' });
      await screen.findByText('No call at the moment');
    });

    it('shows the last log to the same person who opens the tab again, and still dials', async () => {
      service.isAway = true;
      await open();
      expect(await screen.findByText(/what this device last knew, from/u, {}, patient)).toBeTruthy();
      const missed = within(screen.getByRole('list', { name: 'Missed calls' }));
      expect(missed.getByText('Bruno Sample')).toBeTruthy();
      expect(missed.getByRole('link', { name: 'Call Bruno Sample' }).getAttribute('href')).toBe('tel:+33199002015');
      service.isAway = false;
      await userEvent.click(screen.getByRole('button', { name: 'Try now' }));
      expect(await screen.findByText('No call at the moment')).toBeTruthy();
      expect(screen.queryByText(/phone service cannot be reached/u)).toBeNull();
    });

    it('shows nothing of it to somebody else', async () => {
      service.isAway = true;
      await open('home', 'bruno');
      expect(await screen.findByText(/It has been so since/u, {}, patient)).toBeTruthy();
      expect(screen.queryByText('Bruno Sample')).toBeNull();
      expect(screen.queryByText(/what this device last knew/u)).toBeNull();
      expect(window.localStorage.getItem('hookswitch.copy') ?? '').not.toContain('Bruno Sample');
    });

    it('keeps what is on the page when it goes while the tab is open', async () => {
      act(() => {
        service.goAway();
      });
      expect(await screen.findByText(/It has been so since/u, {}, patient)).toBeTruthy();
      expect(within(screen.getByRole('list', { name: 'Missed calls' })).getByText('Bruno Sample')).toBeTruthy();
    });
  });

  it('sends a problem report with a log that names nobody', async () => {
    const user = userEvent.setup();
    await open();
    await screen.findByText('No call at the moment');
    act(() => {
      model.report.open();
    });
    await user.type(await screen.findByRole('textbox', { name: /What went wrong/u }, patient), 'No sound');
    await user.click(screen.getByRole('button', { name: 'Look at what is sent' }));
    const logs = screen.getByRole('region', { name: 'Log of the app' }).textContent;
    expect(logs).toContain('answer method=GET path=/api/v1/me status=200');
    expect(logs).not.toMatch(/Bruno|Ada|\+33|0199/u);
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(await screen.findByText('R-2026-0042', {}, patient)).toBeTruthy();
    expect(service.asked).toContain('POST /reports');
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it.each(['home', 'meetings', 'voicemail'])(
    'has no fault an audit finds without layout on the page %s',
    async (page) => {
      service.me = {
        offers: { meetings: true, personalContacts: false, reports: true },
        voicemail: { accessCode: '*97', setup: 'dialOwnExtension', outsideKey: '*' },
      };
      service.meetings = [
        aMeeting({ start: fromNow(-hourMs), end: fromNow(hourMs) }),
        aMeeting({ id: 'm2', subject: 'Fire drill', start: fromNow(0), end: fromNow(hourMs) }),
      ];
      service.snapshot = {
        calls: [aLiveCall({ can: ['answer', 'clear'] })],
        sharedLines: [aSharedLine({ state: 'ringing', calls: [aLiveCall({ id: 'c2' })] })],
        mailboxes: [{ extension: '2014', isWaiting: true, newMessages: 2 }],
      };
      await open(page);
      const isVoicemail = page === 'voicemail';
      const name = isVoicemail ? 'Calls that went to voicemail' : 'Quarterly figures';
      await screen.findByRole(isVoicemail ? 'list' : 'article', { name }, patient);
      const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    },
  );
});
