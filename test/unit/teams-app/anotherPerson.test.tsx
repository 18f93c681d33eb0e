/** @jest-environment jsdom */
// One person after the other at the same page, and what stays of a person who erases their data.
import { act, render } from '@testing-library/react';
import { createBrowserSettings, createModel, createSurroundings } from '#shared/app';
import type { HostPort, HostSnapshot } from '#shared/host';
import type { AppModel } from '#shared/models';
import { App } from '../../../teams-app/App.tsx';
import { ServiceFake } from '../../support/ServiceFake.ts';

const config = {
  clientId: 'client',
  authority: 'https://login.example.com/tenant',
  scope: 'api://client/access_as_user',
  hostOrigins: [],
  apiBase: '/api/v1',
};
const offers = { meetings: true, personalContacts: true, reports: true };
const hourMs = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * hourMs).toISOString();

class HostFake implements HostPort {
  who = 'ada';
  start = async (): Promise<HostSnapshot> => ({
    theme: 'light',
    locale: 'en-GB',
    name: 'teams',
    platform: 'web',
  });
  notifyReady = (): void => undefined;
  getToken = async (): Promise<string> => `head.${btoa(JSON.stringify({ tid: 't1', oid: this.who }))}.sign`;
  can = (): boolean => true;
  onThemeChange = (): (() => void) => () => undefined;
}

describe('a page at which two people sit, one after the other', () => {
  let host: HostFake;
  let service: ServiceFake;
  let model: AppModel;
  const settle = async (): Promise<void> => {
    await act(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
  };
  const shown = (): string => document.body.textContent;
  const stored = (): string => JSON.stringify(Object.entries(window.localStorage));

  beforeEach(async () => {
    window.localStorage.clear();
    host = new HostFake();
    service = new ServiceFake();
    globalThis.fetch = service.fetch;
    service.me = { offers, mailboxes: [{ extension: '2014', isWaiting: true, newMessages: 3 }] };
    service.snapshot = { mailboxes: [{ extension: '2014', isWaiting: true, newMessages: 3 }] };
    const meeting = { id: 'm1', subject: 'Budget of Ada', start: inHours(1), end: inHours(2) };
    service.meetings = [{ ...meeting, isAllDay: false, links: [], dialIns: [] }];
    const settings = createBrowserSettings(() => window.localStorage);
    const started = host.start();
    const surroundings = await createSurroundings(host, settings, 'en-GB');
    model = createModel(config, host, started, settings);
    await surroundings.hostStarted(await started);
    const ignore = (): void => undefined;
    render(
      <App model={model} surroundings={surroundings} deviceSettings={settings} onPainted={ignore} onRetry={ignore} />,
    );
    await act(async () => {
      await model.start();
      await model.people.ensureLoaded();
    });
    await settle();
    act(() => {
      model.dial.launched('+33199000666');
      model.dial.setText('0199000777');
    });
  });

  afterEach(() => {
    model.stop();
  });

  /** From now on the service and the host know somebody else. */
  const benTakesTheSeat = (): void => {
    expect(shown()).toContain('Budget of Ada');
    expect(model.voicemail.getSnapshot().newCount).toBe(3);
    host.who = 'ben';
    service.meetings = [];
    service.snapshot = {};
    service.me = { offers, user: { id: 'ben', tenantId: 't1', displayName: 'Ben Sample' } };
    service.asked.length = 0;
  };
  const expectNothingOfAda = (): void => {
    expect(model.session.getSnapshot().me?.user.displayName).toBe('Ben Sample');
    expect(shown()).not.toContain('Budget of Ada');
    expect(model.voicemail.getSnapshot()).toMatchObject({ newCount: 0, isWaiting: false });
    expect(model.dial.getSnapshot()).toMatchObject({ text: '', lastNumber: '' });
    expect(model.numberChoice.getSnapshot().called).toEqual([]);
    expect(stored()).not.toMatch(/33199000666|Ada/u);
    // What was read for Ada is asked anew, and nothing comes over her stream.
    expect(service.asked).toEqual(expect.arrayContaining(['GET /me', 'GET /stream', 'GET /calls/missed']));
    expect(service.asked.some((what) => what.startsWith('GET /people'))).toBe(true);
  };

  it('shows the second one nothing of the first, and keeps none of it, when they sign in', async () => {
    benTakesTheSeat();
    await act(() => model.signIn());
    await settle();
    expectNothingOfAda();
  });

  it('nor when the host silently gives a token of somebody else', async () => {
    benTakesTheSeat();
    await act(() => model.people.search());
    await settle();
    expectNothingOfAda();
  });

  it('sends nothing of the first with the token of the second', async () => {
    benTakesTheSeat();
    act(() => {
      model.speedDials.add('Chloé Specimen', '2016');
    });
    await settle();
    expect(service.asked).not.toContain('PUT /speed-dials');
    expect(model.speedDials.getSnapshot()).toMatchObject({ list: { items: [] }, isWaiting: false });
  });

  it('offers no number after the person has erased their data', async () => {
    expect(stored()).toContain('33199000666');
    await act(() => model.settingsData.erase());
    expect(model.settingsData.getSnapshot()).toMatchObject({ phase: 'erased' });
    await settle();
    expect(model.dial.getSnapshot().lastNumber).toBe('');
    expect(model.numberChoice.getSnapshot().called).toEqual([]);
    expect(stored()).not.toContain('33199000666');
  });
});
