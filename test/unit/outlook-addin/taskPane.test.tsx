/** @jest-environment jsdom */
// The task pane over its models, with an Outlook and a service under the control of the test.
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { createBrowserSettings, createModel, createSurroundings } from '#shared/app';
import type { AppConfig } from '#shared/contracts';
import { AppError } from '#shared/errors';
import type { HostTheme, ItemSnapshot } from '#shared/host';
import type { AppModel, ItemModel } from '#shared/models';
import type { OutlookHost } from '../../../outlook-addin/host/index.ts';
import { createItem, guessCountry } from '../../../outlook-addin/taskpane/createItem.ts';
import { TaskPane } from '../../../outlook-addin/taskpane/TaskPane.tsx';
import { ServiceFake } from '../../support/ServiceFake.ts';

const config: AppConfig = {
  clientId: 'client',
  authority: 'https://login.example.com/tenant',
  scope: 'api://example.com/access_as_user',
  hostOrigins: [],
  apiBase: '/api/v1',
};
const mail: ItemSnapshot = {
  kind: 'message',
  subject: 'Call me',
  location: '',
  bodyHtml: '<p>Mobile: 01 99 00 20 16</p><p>Fax: +33 1 99 00 20 15</p><p>London: +44 20 7946 0123</p>',
  bodyText: '',
  isCut: false,
};
const appointment: ItemSnapshot = {
  ...mail,
  kind: 'appointment',
  location: 'https://zoom.us/j/123456789',
  bodyHtml: '<p>Dial by your location<br>+33 1 99 00 20 14</p><p>Meeting ID: 123 456 789</p><p>Passcode: 4321</p>',
};

class OutlookFake implements OutlookHost {
  canSignIn = true;
  item: ItemSnapshot | null = mail;
  #select: () => void = () => undefined;
  start = async () => ({ theme: 'light' as const, locale: 'en-GB', platform: 'web' as const, name: 'Outlook' });
  notifyReady = (): void => undefined;
  getToken = async (): Promise<string> => {
    if (!this.canSignIn) throw new AppError('signIn.failed', 'no');
    return 'token';
  };
  can = (): boolean => true;
  onThemeChange = (_listener: (theme: HostTheme) => void) => () => undefined;
  readItem = async (): Promise<ItemSnapshot | null> => this.item;
  onItemChange = (listener: () => void) => {
    this.#select = listener;
    return () => undefined;
  };
  openLink = (): boolean => false;

  async select(item: ItemSnapshot | null): Promise<void> {
    this.item = item;
    await act(async () => {
      this.#select();
    });
  }
}

describe('the task pane', () => {
  let host: OutlookFake;
  let model: AppModel;
  let item: ItemModel;

  const open = async (locale = 'fr-FR'): Promise<void> => {
    const settings = createBrowserSettings(() => window.localStorage);
    const started = host.start();
    const surroundings = await createSurroundings(host, settings, 'en-GB');
    model = createModel(config, host, started, settings);
    item = createItem(host, model);
    guessCountry(locale, model, item);
    const nothing = (): void => undefined;
    render(
      <TaskPane
        model={model}
        item={item}
        surroundings={surroundings}
        onOpenLink={host.openLink}
        onPainted={nothing}
        onRetry={nothing}
      />,
    );
    await act(async () => {
      await model.numbers.load();
      await Promise.all([item.start(), model.start()]);
    });
  };

  beforeEach(() => {
    window.localStorage.clear();
    host = new OutlookFake();
    globalThis.fetch = new ServiceFake().fetch;
  });
  afterEach(() => {
    model.stop();
    item.stop();
  });

  const rows = async (): Promise<readonly string[]> => {
    const list = await screen.findByRole('list', { name: 'Phone numbers' });
    return within(list)
      .getAllByRole('link')
      .map((link) => link.getAttribute('href') ?? '');
  };

  it('lists the numbers of a mail, each ready to be dialled', async () => {
    await open();
    expect(await rows()).toEqual(['tel:+33199002016', 'tel:+33199002015', 'tel:+442079460123']);
    expect(screen.getByText('Fax')).toBeTruthy();
  });

  it('works before anybody has signed in, and says what is missing', async () => {
    host.canSignIn = false;
    await open();
    expect(await rows()).toHaveLength(3);
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy();
  });

  it('reads national numbers as the country of the language writes them until the service tells the person’s own', async () => {
    host.canSignIn = false;
    host.item = { ...mail, bodyHtml: '<p>Phone: (202) 555-0142 or 01 99 00 20 14</p>' };
    await open('en-US');
    expect(await rows()).toEqual(['tel:+12025550142']);
    host.canSignIn = true;
    await act(() => model.signIn());
    expect(await screen.findByRole('link', { name: /01 99 00 20 14/u })).toBeTruthy();
    expect(await rows()).toEqual(['tel:+33199002014']);
  });

  it('has the speed dials of the tab, and no pages that belong to the tab alone', async () => {
    const user = userEvent.setup();
    await open();
    await user.click(screen.getByRole('tab', { name: 'Speed dials' }));
    expect(await screen.findByText('No speed dials yet')).toBeTruthy();
    expect(screen.queryByRole('tab', { name: 'Settings' })).toBeNull();
  });

  it('joins an appointment by link and by phone', async () => {
    host.item = appointment;
    await open();
    expect((await screen.findByRole('link', { name: /^Join with/u })).getAttribute('href')).toBe(
      'https://zoom.us/j/123456789',
    );
    const phone = screen.getByRole('link', { name: /^Join by phone/u });
    expect(phone.getAttribute('href')).toMatch(/^tel:\+33199002014,,123456789%23/u);
  });

  it('follows the selection while it is pinned', async () => {
    await open();
    await rows();
    await host.select(appointment);
    expect(await screen.findByRole('region', { name: 'Meeting' })).toBeTruthy();
    await host.select({ ...mail, bodyHtml: '<p>no number</p>' });
    expect(await screen.findByText('No phone number in this item')).toBeTruthy();
    await host.select({ ...appointment, location: '', bodyHtml: '' });
    expect(await screen.findByText('No meeting link in this appointment')).toBeTruthy();
    await host.select(null);
    expect(await screen.findByText('Nothing selected')).toBeTruthy();
  });

  it('shows the call log of the tab', async () => {
    const user = userEvent.setup();
    await open();
    await user.click(screen.getByRole('tab', { name: 'Calls' }));
    const log = await screen.findByRole('list', { name: 'Call log' });
    expect(within(log).getByText('Bruno Sample')).toBeTruthy();
  });

  it('says that only the beginning of a huge item was searched', async () => {
    host.item = { ...mail, isCut: true };
    await open();
    expect(await screen.findByText(/only its beginning/u)).toBeTruthy();
  });

  it('changes nothing but its own text for a hostile name', async () => {
    const name = '<at>everyone</at> [x](https://evil.example) **b** <img src=x onerror=alert(1)>';
    host.item = { ...mail, subject: name, bodyHtml: `${name} <script>alert(1)</script> ${mail.bodyHtml}` };
    await open();
    expect(await rows()).toHaveLength(3);
    expect(document.querySelectorAll('img, script, at')).toHaveLength(0);
    expect([...document.querySelectorAll('a')].filter(({ href }) => href.includes('evil'))).toEqual([]);
  });

  it.each(['mail', 'appointment'])('has no fault an audit finds without layout on a %s', async (kind) => {
    host.item = kind === 'mail' ? mail : appointment;
    await open();
    await screen.findByRole(kind === 'mail' ? 'list' : 'region', {
      name: kind === 'mail' ? 'Phone numbers' : 'Meeting',
    });
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});
