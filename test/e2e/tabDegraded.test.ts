// What the tab does while the service, the network or the phone system is away, and what it says aloud.
import type { Locator } from 'playwright-core';
import type { Translator } from '#shared/i18n';
import type { SandboxUser } from '../sandbox/tenant/index.ts';
import { until } from '../support/until.ts';
import { askService } from './support/askService.ts';
import { openStage, type Seat, type Stage } from './support/journey.ts';
import { dresses, expectSound, launches, openPage, tabFrame, wordsFor, type Dress } from './support/tab.ts';

const customer = { number: '+33199007788', name: 'Customer Example' };
const missedMeanwhile = { number: '+442079460123', name: 'Patient Example' };
const speedDial = { id: 'branch', label: 'Branch office', number: '+12025550142' };
const typed = '01 99 00 77 66';
/** Between two tries the tab waits up to half a minute. */
const returnsWithinMs = 40_000;
const tellsWithinMs = 15_000;
const everyPage = ['calls', 'home', 'speedDials', 'contacts', 'dialPad', 'meetings', 'voicemail', 'settings'] as const;

let stage: Stage;
let user: SandboxUser;

beforeAll(async () => {
  stage = await openStage();
  const [first] = stage.sandbox.tenant.users;
  if (first === undefined) throw new Error('nobody in the sandbox');
  user = first;
  await askService(stage.sandbox, user.extension, 'PUT', 'speed-dials', {
    revision: 0,
    groups: [],
    items: [speedDial],
  });
  await called(customer, 'answered');
}, 120_000);
afterAll(async () => {
  await stage.close();
});
afterEach(() => {
  stage.sandbox.pbx.desk.hangUpAll();
  stage.sandbox.pbx.setRegistered(user.extension, true);
});

async function called(who: typeof customer, end: 'answered' | 'missed'): Promise<void> {
  await stage.sandbox.pbx.stories[end]({ from: 'outside', to: user.extension, ...who, ringMs: 50, talkMs: 50 }).done;
}

/** One who watches in one of the dresses. */
interface Watcher extends Pick<Translator, 't'> {
  readonly dress: Dress;
  readonly words: Translator;
  readonly seat: Seat;
}

async function watch(dress: Dress): Promise<Watcher> {
  const words = await wordsFor(dress);
  const seat = await stage.sit({ user: user.extension, ...dress.view });
  await seat.tab
    .getByRole('region', { name: words.t('home.recent') })
    .getByText(customer.name)
    .first()
    .waitFor();
  await seat.tab
    .getByRole('region', { name: words.t('speedDials.favourites') })
    .getByText(speedDial.label)
    .waitFor();
  return { dress, words, t: words.t, seat };
}

/** The same in every dress, while the same thing is away. */
async function eachOf(watchers: readonly Watcher[], does: (watcher: Watcher) => Promise<unknown>): Promise<void> {
  await Promise.all(watchers.map(does));
}

/** One after the other: only the page in front may hand a link to the system. */
async function eachLaunches(
  watchers: readonly Watcher[],
  link: string,
  button: (watcher: Watcher) => Locator,
): Promise<void> {
  for (const watcher of watchers) {
    await watcher.seat.page.bringToFront();
    await launches(watcher.seat, link, () => button(watcher).click());
  }
}

function recentCalls({ seat, t }: Pick<Watcher, 'seat' | 't'>): Locator {
  return seat.tab.getByRole('region', { name: t('home.recent') });
}

/** The latest row of the log with this name. */
function callRow(seat: Seat, name: string): Locator {
  return seat.tab.getByRole('listitem').filter({ hasText: name }).first();
}

/** Resolves once all pages are on this device: their scripts are fetched when nothing else is to do. */
async function hasAllPages({ seat }: Watcher): Promise<void> {
  const frame = tabFrame(seat);
  const names = 'caches.open("pages").then((cache) => cache.keys()).then((keys) => keys.map(({ url }) => url))';
  await until(async () => {
    const kept = await frame.evaluate<readonly string[]>(names);
    return kept.some((url) => url.endsWith('/tab/')) && kept.filter((url) => /\/page-[a-z-]+\./u.test(url)).length >= 9;
  }, tellsWithinMs);
}

describe('the service goes down and comes back', () => {
  it('shows what was last known under a banner that says so, dials, and returns by itself', async () => {
    const watchers = await Promise.all(dresses.map(watch));
    const [first] = watchers;
    if (first === undefined) throw new Error('nobody watches');
    await eachOf(watchers, hasAllPages);
    await stage.killService();
    await eachOf(watchers, async ({ seat, t, words, dress: { slug } }) => {
      const banner = seat.tab.getByRole('status').filter({ hasText: t('banner.lost') });
      await banner.waitFor({ timeout: tellsWithinMs });
      await banner.getByText(t('banner.stillWorks')).waitFor();
      await recentCalls({ seat, t }).getByText(customer.name).first().waitFor();
      await seat.picture(`tab-away-home-${slug}`);
      // Neither this page nor the next ones were opened before.
      await openPage(seat, words, 'contacts');
      await seat.tab.getByRole('alert').getByText(t('error.serviceAway')).waitFor();
      await seat.picture(`tab-away-contacts-${slug}`);
      await openPage(seat, words, 'calls');
      await callRow(seat, customer.name).waitFor();
      await seat.picture(`tab-away-calls-${slug}`);
      await expectSound(seat, { wasAway: true });
    });
    await eachLaunches(watchers, `tel:${customer.number}`, ({ seat, t }) =>
      callRow(seat, customer.name).getByRole('link', { name: t('dial.call', { target: customer.name }) }),
    );
    await eachOf(watchers, ({ seat, words }) => openPage(seat, words, 'speedDials'));
    await eachLaunches(watchers, `tel:${speedDial.number}`, ({ seat }) =>
      seat.tab.getByRole('article', { name: speedDial.label }).getByRole('link'),
    );
    await openPage(first.seat, first.words, 'dialPad');
    await first.seat.tab.getByRole('textbox', { name: first.t('pad.label') }).fill(typed);
    await eachLaunches([first], 'tel:+33199007766', ({ seat, t }) =>
      seat.tab.getByRole('link', { name: t('dial.call', { target: typed }) }),
    );

    // Opened anew, it is there: its page and scripts are kept on this device.
    await first.seat.page.reload();
    await recentCalls(first).getByText(customer.name).first().waitFor();
    await first.seat.tab.getByText(first.t('banner.lost')).waitFor({ timeout: tellsWithinMs });
    await first.seat.picture('tab-away-reloaded');
    await expectSound(first.seat, { wasAway: true });

    await stage.startService();
    await called(missedMeanwhile, 'missed');
    await eachOf(watchers, async (watcher) => {
      const { seat, t, words, dress } = watcher;
      // Those who waited longer wait longer between two tries: they press the button.
      // The app may be faster than they are: then the button is gone, and what follows shows that it came back.
      const retry = seat.tab.getByRole('button', { name: t('banner.retry') });
      if (watcher !== first && (await retry.isVisible())) await retry.click({ timeout: 5_000 }).catch(() => undefined);
      await seat.tab.getByText(t('banner.lost')).waitFor({ state: 'detached', timeout: returnsWithinMs });
      await openPage(seat, words, 'calls');
      await callRow(seat, missedMeanwhile.name).waitFor({ timeout: tellsWithinMs });
      await seat.picture(`tab-back-${dress.slug}`);
      await expectSound(seat, { wasAway: true });
      await seat.leave();
    });
  }, 120_000);
});

describe('the network of one device goes and comes back', () => {
  it('catches up with what happened meanwhile, each call once', async () => {
    const [dress] = dresses;
    const { seat, t, words } = await watch(dress);
    await openPage(seat, words, 'calls');
    const rows = seat.tab.getByRole('listitem').filter({ hasText: 'Meanwhile Example' });
    await seat.page.context().setOffline(true);
    // What was open stays open without this: the browser refuses new connections only.
    await stage.restartService();
    await seat.tab.getByText(t('banner.lost')).waitFor({ timeout: tellsWithinMs });
    await called({ ...missedMeanwhile, name: 'Meanwhile Example' }, 'missed');
    expect(await rows.count()).toBe(0);
    await seat.page.context().setOffline(false);
    await rows.first().waitFor({ timeout: returnsWithinMs });
    await seat.tab.getByText(t('banner.lost')).waitFor({ state: 'detached' });
    expect(await rows.count()).toBe(1);
    await expectSound(seat, { wasAway: true });
    await seat.leave();
  });
});

describe('the phone system goes away and comes back', () => {
  it('is said above every page, and only there', async () => {
    const watchers = await Promise.all(dresses.map(watch));
    await stage.sandbox.pbx.setLink('refused');
    await eachOf(watchers, async ({ seat, t, dress: { slug } }) => {
      const banner = seat.tab.getByRole('status').filter({ hasText: t('banner.pbxDown') });
      await banner.waitFor({ timeout: tellsWithinMs });
      await seat.picture(`tab-pbx-away-${slug}`);
      await expectSound(seat);
    });
    await eachLaunches(watchers, `tel:${speedDial.number}`, ({ seat, t }) =>
      seat.tab.getByRole('list', { name: t('speedDials.favourites') }).getByRole('link', { name: speedDial.label }),
    );
    await stage.sandbox.pbx.setLink('up');
    await eachOf(watchers, async ({ seat, t }) => {
      await seat.tab.getByText(t('banner.pbxDown')).waitFor({ state: 'detached', timeout: returnsWithinMs });
      expect(seat.complaints).toEqual([]);
      await seat.leave();
    });
  });
});

describe.each(dresses)('a screen reader $name', (dress) => {
  it('hears of an incoming call wherever the person is, and once for each of its states', async () => {
    const { seat, t, words } = await watch(dress);
    const hears = (state: 'live.incoming.alerting' | 'live.connected'): Promise<void> =>
      seat.tab
        .locator('[role=status][aria-live=polite]')
        .filter({ hasText: t('live.announce', { state: t(state), party: customer.name }) })
        .waitFor({ state: 'attached' });
    for (const page of everyPage) {
      await openPage(seat, words, page);
      const region = seat.tab.locator('[role=status][aria-live=polite]');
      // A region that comes together with its words is not read.
      expect(await region.allInnerTexts()).toEqual(['']);
      const call = stage.sandbox.pbx.call({ from: 'outside', to: user.extension, ...customer });
      await hears('live.incoming.alerting');
      if (page === 'home' || page === 'meetings') await seat.picture(`tab-incoming-${page}-${dress.slug}`);
      call.answer(user.extension);
      await hears('live.connected');
      if (page === 'home' || page === 'meetings') await expectSound(seat);
      call.hangup(user.extension);
      await region.filter({ hasText: /^$/u }).waitFor({ state: 'attached' });
    }
    await seat.leave();
  });

  it('is interrupted by a call that could not be placed', async () => {
    const { seat, t, words } = await watch(dress);
    stage.sandbox.pbx.setRegistered(user.extension, false);
    await openPage(seat, words, 'dialPad');
    await seat.tab.getByRole('textbox', { name: t('pad.label') }).fill(typed);
    await seat.tab.getByRole('button', { name: t('dial.more', { target: typed }) }).click();
    await seat.tab.getByRole('menuitem', { name: t('dial.ringMyPhone') }).click();
    const reason = t('error.dialPhoneAway');
    const text = t('dial.failed', { target: typed, reason });
    await seat.tab.getByRole('alert').filter({ hasText: text }).waitFor();
    await seat.picture(`tab-call-failed-${dress.slug}`);
    await expectSound(seat, { wasAway: true });
    stage.sandbox.pbx.setRegistered(user.extension, true);
    await seat.tab.getByRole('button', { name: t('dial.dismiss') }).click();
    await seat.tab.getByRole('alert').waitFor({ state: 'detached' });
    await seat.leave();
  });
});
