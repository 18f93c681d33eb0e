// The Outlook add-in, end to end: real office.js in a host page that speaks its protocol, a real service, a real browser.
import type { Frame } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { openStage, type Stage } from './support/journey.ts';
import { sitAtOutlook, type OutlookSeat, type OutlookView } from './support/outlookSeat.ts';

const megabytes5 = 5_000_000;

let stage: Stage;
let user: string;
const seats: OutlookSeat[] = [];

beforeAll(async () => {
  stage = await openStage();
  user = stage.sandbox.tenant.users[0]?.extension ?? '';
}, 120_000);
afterEach(async () => {
  await Promise.all(seats.splice(0).map((seat) => seat.close()));
});
afterAll(async () => {
  await stage.close();
});

async function sit(view: Omit<OutlookView, 'user'>): Promise<OutlookSeat> {
  const seat = await sitAtOutlook(stage, { user, ...view });
  seats.push(seat);
  return seat;
}

function paneFrame(seat: OutlookSeat): Frame {
  const frame = seat.page.frames().find((each) => each.url().includes('/outlook/index.html'));
  if (frame === undefined) throw new Error('the pane is not there');
  return frame;
}

async function hasSidewaysScroll(seat: OutlookSeat): Promise<boolean> {
  return paneFrame(seat).evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}

/** Puts an item of the test's own into the mailbox and selects it. */
async function selectOwn(
  seat: OutlookSeat,
  item: { readonly id: string; readonly [key: string]: unknown },
): Promise<void> {
  await seat.page.evaluate(
    `(() => { const item = ${JSON.stringify(item)};
      if (typeof item.repeat === 'number') item.subject = item.subject.repeat(item.repeat);
      window.outlookHost.put(item); window.outlookHost.select(item.id); })()`,
  );
}

describe('a mail with three numbers', () => {
  it('lists them with their kinds; a click on one hands tel: to the device', async () => {
    const seat = await sit({ item: 'three-numbers' });
    const list = seat.pane.getByRole('list', { name: 'Phone numbers' });
    await list.waitFor();
    const links = list.getByRole('link');
    const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(addresses).toEqual(['tel:+33199001234', 'tel:+12025550143', 'tel:+442079460958']);
    await list.getByText('Mobile', { exact: true }).waitFor();
    await seat.picture('outlook-numbers');
    const launches = await seat.watch();
    await links.nth(1).click();
    expect(await launches.waitFor('tel:')).toBe('tel:+12025550143');
    expect(seat.complaints).toEqual([]);
  });

  it('finds none in a mail of order numbers, dates and an IBAN', async () => {
    const seat = await sit({ item: 'no-numbers', lang: 'fr' });
    await seat.pane.getByText('Aucun numéro de téléphone dans cet élément').waitFor();
    expect(seat.complaints).toEqual([]);
  });
});

describe('an appointment', () => {
  it('is joined by its link', async () => {
    const seat = await sit({ item: 'zoom' });
    const join = seat.pane.getByRole('link', { name: 'Join with Zoom' });
    await join.waitFor();
    const launches = await seat.watch();
    await join.click();
    expect(await launches.waitFor('https://us02web.zoom.us/')).toBe(await join.getAttribute('href'));
    await seat.picture('outlook-meeting');
  });

  it('is joined by phone with conference id and PIN', async () => {
    const seat = await sit({ item: 'phone-conference', lang: 'fr' });
    const join = seat.pane.getByRole('link', { name: /Rejoindre par téléphone/u }).first();
    await join.waitFor();
    const launches = await seat.watch();
    await join.click();
    expect(await launches.waitFor('tel:')).toBe('tel:+33199007700,,4567890%23,,2468%23');
    await seat.picture('outlook-phone-join');
    expect(seat.complaints).toEqual([]);
  });

  it('is read by its organiser too', async () => {
    const seat = await sit({ item: 'own', lang: 'fr' });
    const join = seat.pane.getByRole('link', { name: 'Rejoindre avec Microsoft Teams' });
    expect(await join.getAttribute('href')).toMatch(/^https:\/\/teams\.microsoft\.com\/meet\/2345678901234/u);
    expect(
      await seat.pane
        .getByRole('link', { name: /Rejoindre par téléphone/u })
        .first()
        .getAttribute('href'),
    ).toBe('tel:+33199007812,,567890123%23');
  });

  it('says so when there is nothing to join', async () => {
    const seat = await sit({ item: 'no-meeting', lang: 'fr' });
    await seat.pane.getByText('Aucun lien de réunion dans ce rendez-vous').waitFor();
  });
});

describe('the ribbon command', () => {
  const join = async (seat: OutlookSeat): Promise<void> => {
    await seat.page.locator('#join').click();
  };
  const isOver = async (seat: OutlookSeat): Promise<void> => {
    await seat.page.waitForFunction('document.getElementById("command-note").textContent === ""');
  };

  it.each(['on', 'off'])('joins without opening the pane (Outlook opens windows itself: %s)', async (windows) => {
    const seat = await sit({ item: 'zoom', isPaneOpen: false, more: { windows } });
    const opened = seat.page.context().waitForEvent('page');
    await join(seat);
    await opened;
    await isOver(seat);
    expect(await seat.page.locator('#pane-side').isHidden()).toBe(true);
    expect(await seat.page.locator('#notices').textContent()).toBe('');
    expect(seat.complaints.filter((text) => !text.includes('zoom.us'))).toEqual([]);
  });

  it('says above the appointment that there is nothing to join', async () => {
    const seat = await sit({ item: 'no-meeting', isPaneOpen: false, lang: 'fr' });
    await join(seat);
    await seat.page.locator('#notices').getByText('aucun lien de réunion').waitFor();
    await isOver(seat);
  });
});

describe('a pinned pane', () => {
  it('follows the selected message', async () => {
    const seat = await sit({ item: 'three-numbers', isPinned: true });
    const numbers = seat.pane.getByRole('list', { name: 'Phone numbers' });
    await numbers.getByRole('link').nth(2).waitFor();
    await seat.page.evaluate('window.outlookHost.select("call-back")');
    await numbers.getByRole('link', { name: /20 7946 0123/u }).waitFor();
    expect(await numbers.getByRole('link').count()).toBe(1);
    await seat.page.evaluate('window.outlookHost.select(null)');
    await seat.pane.getByText('Nothing selected').waitFor();
    expect(seat.complaints).toEqual([]);
  });
});

describe('the person', () => {
  it('is signed in by nested app authentication and sees the call log', async () => {
    const { sandbox } = stage;
    const seat = await sit({ item: 'three-numbers' });
    await seat.pane.getByRole('tab', { name: 'Calls' }).click();
    const call = sandbox.pbx.call({ from: 'outside', to: user, number: '+442079460199', name: 'Caller Example' });
    await seat.pane.getByText('Incoming call', { exact: true }).waitFor();
    call.cancel();
    await seat.pane.getByRole('list', { name: 'Call log' }).getByText('Caller Example').first().waitFor();
    expect(await seat.pane.getByRole('button', { name: 'Sign in' }).count()).toBe(0);
    await seat.picture('outlook-calls');
    expect(seat.complaints).toEqual([]);
  });

  it('can dial without being signed in', async () => {
    const seat = await sit({ item: 'three-numbers', more: { nested: 'off' } });
    await seat.pane.getByRole('button', { name: 'Sign in' }).waitFor();
    const links = seat.pane.getByRole('list', { name: 'Phone numbers' }).getByRole('link');
    await links.nth(2).waitFor();
    expect(await links.count()).toBe(3);
    await seat.picture('outlook-signed-out');
  });
});

describe('hostile items', () => {
  it('change nothing but their own text', async () => {
    const seat = await sit({ item: 'hostile' });
    await seat.pane.getByRole('heading', { name: 'Phone numbers' }).waitFor();
    const links = await paneFrame(seat).evaluate('[...document.querySelectorAll("a")].map((link) => link.href)');
    expect((links as string[]).filter((link) => !/^tel:\+\d+$/u.test(link))).toEqual([]);
    expect(await paneFrame(seat).evaluate('document.querySelectorAll("img, at").length')).toBe(0);
    expect(await paneFrame(seat).title()).toBe('Hookswitch');
    await seat.picture('outlook-hostile');
    expect(seat.complaints).toEqual([]);
  });

  it('are searched in their beginning when their subject has 5 MB, and the pane stays quick', async () => {
    const seat = await sit({ item: 'three-numbers', isPinned: true });
    await seat.pane.getByRole('list', { name: 'Phone numbers' }).waitFor();
    const subject = '<at>everyone</at> [x](https://evil.example) **b** ';
    await selectOwn(seat, {
      id: 'huge',
      kind: 'message',
      language: 'en',
      subject,
      repeat: megabytes5 / subject.length,
      from: { name: subject, address: 'mallory@evil.example' },
      html: '<p>Call +44 20 7946 0111</p>',
      at: Date.now(),
    });
    await seat.pane.getByText(/only its beginning was searched/u).waitFor();
    const links = seat.pane.getByRole('list', { name: 'Phone numbers' }).getByRole('link');
    expect(await links.first().getAttribute('href')).toBe('tel:+442079460111');
    expect(await links.count()).toBe(1);
    expect(await paneFrame(seat).evaluate('document.body.innerHTML.length')).toBeLessThan(100_000);
    expect(seat.complaints).toEqual([]);
  });
});

describe('looks', () => {
  it.each([
    ['three-numbers', 'default', 'en'],
    ['zoom', 'dark', 'fr'],
    ['phone-conference', 'contrast', 'fr'],
  ] as const)('%s has no fault an audit finds, and no sideways scroll, in %s and %s', async (item, theme, lang) => {
    const seat = await sit({ item, theme, lang });
    await seat.pane.getByRole('link').first().waitFor();
    expect(await axeViolations(paneFrame(seat))).toEqual([]);
    expect(await hasSidewaysScroll(seat)).toBe(false);
    await seat.picture(`outlook-${item}-${theme}`);
  });
});
