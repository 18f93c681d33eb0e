// A person's day with the tab: first steps, finding and dialling, a missed call, on a phone, and with the keyboard alone.
import type { Translator } from '#shared/i18n';
import type { SandboxUser } from '../sandbox/tenant/index.ts';
import { until } from '../support/until.ts';
import { openStage, type HostView, type Seat, type Stage } from './support/journey.ts';
import {
  dresses,
  expectSound,
  focusOf,
  hasSidewaysScroll,
  launches,
  openPage,
  tabFrame,
  tabOf,
  wordsFor,
} from './support/tab.ts';

const customer = { number: '+33199007788', name: 'Customer Example' };
const typedNumber = { typed: '01 99 00 77 66', link: 'tel:+33199007766' };

let stage: Stage;
/** The first one has three numbers and is looked for by the others. */
let sought: SandboxUser;
/** Somebody who leaves nothing on the service. */
let visitor: SandboxUser;
let others: readonly SandboxUser[];
let met = 0;

beforeAll(async () => {
  stage = await openStage();
  const [first, second, ...rest] = stage.sandbox.tenant.users;
  if (first === undefined || second === undefined) throw new Error('nobody in the sandbox');
  sought = first;
  visitor = second;
  others = rest;
}, 120_000);
afterAll(async () => {
  await stage.close();
});

/** Somebody no journey has met yet: what they did stays on the service. */
function somebody(): SandboxUser {
  const user = others[met];
  if (user === undefined) throw new Error('everybody in the sandbox was met');
  met += 1;
  return user;
}

/** A call from the customer that was answered, or not. */
async function called(user: SandboxUser, end: 'answered' | 'missed'): Promise<void> {
  await stage.sandbox.pbx.stories[end]({ from: 'outside', to: user.extension, ...customer, ringMs: 50, talkMs: 50 })
    .done;
}

describe.each(dresses)('$name', (dress) => {
  const { slug, view } = dress;
  let words: Translator;
  let t: Translator['t'];
  let user: SandboxUser;
  /** Where the visitor sits; journeys that neither load the tab anew nor leave anything there share it. */
  let seat: Seat;

  beforeAll(async () => {
    words = await wordsFor(dress);
    ({ t } = words);
    user = visitor;
    seat = await sit();
  });
  beforeEach(() => {
    user = visitor;
  });
  afterAll(async () => {
    await seat.leave();
  });

  function sit(more: Partial<HostView> = {}): Promise<Seat> {
    return stage.sit({ user: user.extension, ...view, ...more });
  }

  describe('somebody who was never here', () => {
    /** The settings were told, and the panel was not even fetched. */
    async function isNotAsked(seat: Seat): Promise<void> {
      const { tab } = seat;
      await openPage(seat, words, 'settings');
      await tab.getByText(t('settings.collapseCalls')).waitFor();
      await openPage(seat, words, 'home');
      expect(await tab.getByRole('heading', { name: t('firstRun.choose') }).count()).toBe(0);
      const scripts = await tabFrame(seat).evaluate('performance.getEntriesByType("resource").map(({ name }) => name)');
      expect((scripts as string[]).filter((name) => name.includes('first-run'))).toEqual([]);
    }

    it('chooses how to dial, tests it, adds a favourite, and is not asked again', async () => {
      user = somebody();
      await called(user, 'answered');
      const seat = await sit({ isFirstVisit: true });
      const panel = (title: 'choose' | 'test' | 'favourites'): ReturnType<Seat['tab']['getByRole']> =>
        seat.tab.getByRole('region', { name: t(`firstRun.${title}`) });
      const next = seat.tab.getByRole('button', { name: t('firstRun.next') });
      await panel('choose').waitFor();
      await seat.tab.getByRole('radio', { name: t('settings.way.tel') }).check();
      await seat.picture(`tab-first-run-1-${slug}`);
      await next.click();

      await panel('test')
        .getByRole('button', { name: t('dialTest.start') })
        .click();
      const open = panel('test').getByRole('link', { name: t('dialTest.tel.button') });
      await launches(seat, `tel:${user.extension}`, () => open.click());
      await expectSound(seat);
      await seat.picture(`tab-first-run-2-${slug}`);
      await panel('test')
        .getByRole('button', { name: t('dialTest.yes'), exact: true })
        .click();
      await panel('test').getByText(t('dialTest.done.tel')).waitFor();
      await next.click();

      await panel('favourites')
        .getByRole('button', { name: `${t('firstRun.add')}: ${customer.name}` })
        .click();
      await panel('favourites')
        .getByRole('button', { name: `${t('firstRun.added')}: ${customer.name}` })
        .waitFor();
      await seat.picture(`tab-first-run-3-${slug}`);
      await seat.tab.getByRole('button', { name: t('firstRun.done') }).click();
      await panel('favourites').waitFor({ state: 'detached' });
      const favourites = seat.tab.getByRole('list', { name: t('speedDials.favourites') });
      await launches(seat, `tel:${customer.number}`, () =>
        favourites.getByRole('link', { name: customer.name }).click(),
      );
      await expectSound(seat);
      await seat.page.reload();
      await isNotAsked(seat);
      const elsewhere = await sit({ isFirstVisit: true });
      await isNotAsked(elsewhere);
      await Promise.all([seat.leave(), elsewhere.leave()]);
    });

    it('may skip all of it', async () => {
      user = somebody();
      const seat = await sit({ isFirstVisit: true });
      const told = seat.page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
      await seat.tab.getByRole('button', { name: t('firstRun.skip') }).click();
      await seat.tab.getByRole('region', { name: t('firstRun.choose') }).waitFor({ state: 'detached' });
      await told;
      await seat.page.reload();
      await isNotAsked(seat);
      await expectSound(seat);
      await seat.leave();
    });
  });

  describe('somebody looks for a person', () => {
    it('by a part of a name with accents, calls with Enter or a click, and dials a typed number in place', async () => {
      await openPage(seat, words, 'contacts');
      const box = seat.tab.getByRole('searchbox', { name: t('people.search') });
      await box.fill('elod');
      const found = seat.tab.getByRole('article');
      await seat.tab
        .getByRole('status')
        .getByText(t('people.results', { count: 1 }))
        .waitFor();
      expect(await found.getAttribute('aria-label')).toMatch(/^Élodie /u);
      await box.fill('ÉLO');
      await seat.tab
        .getByRole('status')
        .getByText(t('people.results', { count: 1 }))
        .waitFor();
      await seat.picture(`tab-found-${slug}`);
      const links = found.getByRole('link', { name: /^\+?\d/u });
      const link = (await links.first().getAttribute('href')) ?? '';
      expect(link).toMatch(/^tel:\+331990020\d\d$/u);
      await box.press('ArrowDown');
      await launches(seat, link, () => seat.page.keyboard.press('Enter'));
      await launches(seat, link, () => links.first().click());

      await box.fill('zzzz');
      await seat.tab
        .getByRole('status')
        .getByText(t('people.results', { count: 0 }))
        .waitFor();
      await seat.tab.getByText(t('people.none')).waitFor();
      await box.fill(typedNumber.typed);
      const typed = seat.tab.getByRole('link', { name: t('people.dialTyped', { target: '01 99 00 77 66' }) });
      await typed.waitFor();
      await seat.picture(`tab-typed-${slug}`);
      await launches(seat, typedNumber.link, () => box.press('Enter'));
      await launches(seat, typedNumber.link, () => typed.click());
      await expectSound(seat);
      await box.fill('');
    });

    it('who has three numbers: any of them can be picked, and the last one is the default from then on', async () => {
      const seat = await sit();
      await openPage(seat, words, 'contacts');
      await seat.tab.getByRole('searchbox').fill(sought.displayName);
      const person = seat.tab.getByRole('article', { name: sought.displayName });
      const first = person.locator('[data-dial]').first().getByRole('link');
      const [business = ''] = sought.businessPhones;
      const mobile = sought.mobilePhone ?? '';
      await person.waitFor();
      expect(await person.locator('[data-dial]').count()).toBe(3);
      expect(await first.getAttribute('href')).toBe(`tel:${business}`);
      await seat.picture(`tab-three-numbers-${slug}`);

      await person.getByRole('button', { name: t('people.details', { name: sought.displayName }) }).click();
      const numbers = seat.tab.getByRole('list', { name: t('people.numbersOf', { name: sought.displayName }) });
      await numbers.waitFor();
      expect(await numbers.getByRole('listitem').count()).toBe(3);
      await expectSound(seat);
      await seat.picture(`tab-three-numbers-open-${slug}`);
      await launches(seat, `tel:${mobile}`, () => numbers.locator(`a[href="tel:${mobile}"]`).click());
      await person.getByRole('button', { name: t('people.details', { name: sought.displayName }) }).click();
      await until(async () => (await first.getAttribute('href')) === `tel:${mobile}`);

      await seat.page.reload();
      await openPage(seat, words, 'contacts');
      await seat.tab.getByRole('searchbox').fill(sought.displayName);
      await person.waitFor();
      expect(await first.getAttribute('href')).toBe(`tel:${mobile}`);
      await expectSound(seat);
      await seat.leave();
    });
  });

  describe('a call is missed while two devices are open', () => {
    it('is counted on both; looking at it on one takes the count from the other; a click calls back', async () => {
      user = somebody();
      const [here, there] = await Promise.all([sit(), sit()]);
      await Promise.all([here, there].map((seat) => seat.tab.getByText(t('home.noLive')).waitFor()));
      await called(user, 'missed');
      const counted = t('nav.callsMissed', { count: 1 });
      for (const seat of [here, there]) await seat.tab.getByRole('tab', { name: counted, exact: true }).waitFor();
      const missed = here.tab.getByRole('region', { name: t('home.missed') });
      await missed.getByText(customer.name).waitFor();
      await here.picture(`tab-missed-badge-${slug}`);

      await openPage(here, words, 'calls');
      const row = here.tab.getByRole('listitem').filter({ hasText: customer.name });
      await row.waitFor();
      for (const seat of [here, there]) {
        await tabOf(seat, 'calls')
          .and(seat.tab.getByRole('tab', { name: t('nav.calls'), exact: true }))
          .waitFor();
      }
      await here.tab.getByRole('tab', { name: t('calls.filter.missed'), exact: true }).click();
      await row.getByText(t('call.outcome.missed'), { exact: true }).waitFor();
      await here.picture(`tab-missed-log-${slug}`);
      await launches(here, `tel:${customer.number}`, () =>
        row.getByRole('link', { name: t('dial.call', { target: customer.name }) }).click(),
      );
      await expectSound(here);
      await expectSound(there);
      await Promise.all([here.leave(), there.leave()]);
    });
  });

  describe('on a phone of 320 by 640', () => {
    it('reaches every page, scrolls none sideways, and places a call', async () => {
      const seat = await sit({ room: 'phone', width: 900 });
      const innerHeight = Number(await tabFrame(seat).evaluate('innerHeight'));
      await seat.page.setViewportSize({ width: 900, height: 800 + 640 - innerHeight });
      await until(async () => (await tabFrame(seat).evaluate('`${innerWidth} ${innerHeight}`')) === '320 640');
      let fromMenu = 0;
      const pages = [
        'speedDials',
        'contacts',
        'calls',
        'meetings',
        'voicemail',
        'settings',
        'home',
        'dialPad',
      ] as const;
      for (const page of pages) {
        if (await openPage(seat, words, page)) fromMenu += 1;
        expect(await hasSidewaysScroll(seat)).toBe(false);
        await seat.picture(`tab-phone-${page}-${slug}`);
      }
      expect(fromMenu).toBeGreaterThan(0);
      const entry = seat.tab.getByRole('textbox', { name: t('pad.label') });
      await entry.fill(typedNumber.typed);
      await launches(seat, typedNumber.link, () =>
        seat.tab.getByRole('link', { name: t('dial.call', { target: '01 99 00 77 66' }) }).click(),
      );
      await seat.picture(`tab-phone-dialled-${slug}`);
      await expectSound(seat);
      await seat.leave();
    });
  });

  describe('with the keyboard alone', () => {
    const frame = 'iframe[name="embedded-page-container"]';

    it('goes from the first tab to a placed call, always seeing where it is', async () => {
      const seat = await sit();
      await seat.tab.getByRole('region', { name: t('home.next') }).waitFor();
      const { keyboard } = seat.page;
      const press = async (...keys: readonly string[]): Promise<string> => {
        for (const key of keys) await keyboard.press(key);
        const focus = await focusOf(seat);
        expect(focus).toEqual({ ...focus, isSeen: true });
        return focus.name;
      };
      const behindTabs = [t('nav.more'), t('why.button'), t('shortcuts.open')];
      // Teams hands the focus over to the frame; from here on, keys only.
      await seat.page.locator(frame).focus();
      expect(await press('Tab')).toBe(t('nav.home'));
      for (const name of [...behindTabs, t('home.allMeetings')]) expect(await press('Tab')).toBe(name);
      await seat.picture(`tab-keys-home-${slug}`);
      for (const name of [...behindTabs.toReversed(), t('nav.home')]) expect(await press('Shift+Tab')).toBe(name);
      expect(await press('ArrowRight', 'ArrowRight')).toBe(t('nav.contacts'));
      await seat.tab.getByRole('searchbox').waitFor();
      for (const name of [...behindTabs, t('people.search')]) expect(await press('Tab')).toBe(name);
      await keyboard.type('elod');
      await seat.tab
        .getByRole('status')
        .getByText(t('people.results', { count: 1 }))
        .waitFor();
      await press('ArrowDown');
      await seat.picture(`tab-keys-found-${slug}`);
      const link = await seat.tab.getByRole('article').locator('[data-dial] a').first().getAttribute('href');
      await launches(seat, link ?? '', () => press('Enter'));
      await expectSound(seat);
      await seat.leave();
    });

    it('knows shortcuts, which leave those in peace who type', async () => {
      await openPage(seat, words, 'home');
      const { keyboard } = seat.page;
      const isOn = (page: 'calls' | 'contacts' | 'speedDials' | 'settings'): Promise<void> =>
        seat.tab.getByRole('heading', { level: 1, name: t(`nav.${page}`), exact: true }).waitFor();
      await seat.page.locator(frame).focus();
      await keyboard.press('Tab');
      await keyboard.press('?');
      const list = seat.tab.getByRole('dialog', { name: t('shortcuts.title') });
      await list.getByText(t('shortcuts.search')).waitFor();
      // Eight pages, search, this list, and the heads of the columns.
      expect(await list.getByRole('row').count()).toBe(11);
      await expectSound(seat);
      await seat.picture(`tab-shortcuts-${slug}`);
      await keyboard.press('l');
      expect(await list.count()).toBe(1);
      await keyboard.press('Escape');
      await list.waitFor({ state: 'detached' });
      for (const [key, page] of [
        ['l', 'calls'],
        ['s', 'speedDials'],
        [',', 'settings'],
        ['/', 'contacts'],
      ] as const) {
        await keyboard.press(key);
        await isOn(page);
      }
      const box = seat.tab.getByRole('searchbox');
      await until(async () => (await focusOf(seat)).name === t('people.search'));
      await box.fill('');
      await keyboard.type('hsl/?,d');
      expect(await box.inputValue()).toBe('hsl/?,d');
      await isOn('contacts');
      expect(await list.count()).toBe(0);
      await box.fill('');
      await expectSound(seat);
    });
  });
});
