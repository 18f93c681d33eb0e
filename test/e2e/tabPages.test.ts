// Every page of the tab in every dress: pictures, audits, nothing too wide, nothing that jumps, every text translated, from right to left too.
import type { Translator } from '#shared/i18n';
import { makeTenant, sandboxExtensionPattern } from '../sandbox/tenant/index.ts';
import { until } from '../support/until.ts';
import { askService } from './support/askService.ts';
import { axeViolations } from './support/axe.ts';
import { openStage, type HostView, type Seat, type Stage } from './support/journey.ts';
import { openPage, tabFrame } from './support/tab.ts';
import { untranslatedTexts } from './support/untranslated.ts';
import { wordsOf } from './support/words.ts';

const pages = ['home', 'speedDials', 'contacts', 'calls', 'dialPad', 'meetings', 'voicemail', 'settings'] as const;
type Page = (typeof pages)[number];
/** A phone, the side panel of a meeting, and all of a laptop (px). */
const widths = [320, 480, 1280] as const;
const themes = ['default', 'dark', 'contrast'] as const;
const languages = ['en', 'fr'] as const;
/** The whole that a page may jump about (CLS); a tenth of what is called good. */
const mostShift = 0.01;

const tenant = makeTenant({ users: 20 });
const [ada, bruno, chloe] = tenant.users;
if (ada === undefined || bruno === undefined || chloe === undefined) throw new Error('nobody in the sandbox');

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    tenant,
    config: {
      tenantSettings: {
        directory: {
          extensionPattern: sandboxExtensionPattern,
          lines: [{ extension: bruno.extension, user: bruno.mail, sharedWith: [ada.mail] }],
        },
        voicemail: { accessCode: '*97', outsideKey: '*' },
      },
    },
  });
  await fill();
}, 120_000);
afterAll(async () => {
  await stage.close();
});

/** Calls of several kinds, a message, and speed dials: pages are judged with something on them. */
async function fill(): Promise<void> {
  const { pbx } = stage.sandbox;
  const { extension } = ada as { extension: string };
  const named = { from: 'outside', to: extension, number: '+12025550142', name: 'Customer Example' } as const;
  pbx.call(named).cancel();
  const answered = pbx.call({
    ...named,
    number: '+442079460123',
    name: 'Maximiliane-Theodora von und zu Beispielhausen',
  });
  answered.answer(extension);
  answered.hangup(extension);
  pbx.call({ from: extension, to: bruno?.extension ?? '' }).hangup();
  const message = pbx.call(named);
  message.noAnswer();
  pbx.desk.leaveMessage(message);
  const items = [
    { id: 'one', label: 'Bruno Sample', number: '2001', personId: bruno?.id },
    { id: 'two', label: 'Supplier Example', number: '+442079460123', groupId: 'late' },
    { id: 'three', label: 'Wolfeschlegelsteinhausenbergerdorff-Example of Customer Care', number: '2002' },
  ];
  const groups = [{ id: 'late', label: 'Evenings' }];
  await askService(stage.sandbox, extension, 'PUT', 'speed-dials', { revision: 0, groups, items });
}

/** Gives the tab exactly so much room. */
async function giveRoom(seat: Seat, width: number): Promise<void> {
  await seat.page.setViewportSize({ width: Math.max(width + 40, 400), height: 900 });
  await seat.page.evaluate((px) => {
    const place = document.getElementById('stage');
    if (place !== null) place.dataset['width'] = 'phone';
    for (const each of document.querySelectorAll<HTMLElement>('.teams-body')) each.style.width = `${String(px + 2)}px`;
    for (const each of document.querySelectorAll<HTMLElement>('.panel, .bar')) each.style.display = 'none';
  }, width);
  await until(async () => (await tabFrame(seat).evaluate('innerWidth')) === width);
  // What watches its own size has answered by the second frame.
  await tabFrame(seat).evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

/** What is wider than its frame: the page, or what scrolls in it, with the first element that sticks out. */
async function tooWide(seat: Seat): Promise<readonly string[]> {
  return tabFrame(seat).evaluate(`[document.documentElement, document.querySelector('#page')]
    .filter((each) => each.scrollWidth > each.clientWidth)
    .map((each) => {
      const { left, right } = each.getBoundingClientRect();
      const sticksOut = (inner) => inner.getBoundingClientRect().right > right || inner.getBoundingClientRect().left < left;
      const inner = [...each.querySelectorAll('*')].filter(sticksOut).at(-1);
      return each.tagName + ' ' + each.scrollWidth + ' > ' + each.clientWidth + ': ' + (inner?.outerHTML ?? '?').slice(0, 200);
    })`);
}

/** Nothing is loading any more, and nothing was asked for since a moment. */
async function settled(seat: Seat): Promise<void> {
  await seat.tab.locator('#page > *').first().waitFor({ state: 'attached' });
  // Asked in the page itself: to ask over the wire again and again slows down what is waited for.
  const isSettled = await tabFrame(seat).evaluate(`new Promise((resolve) => {
    const limit = performance.now() + 10_000;
    const look = () => {
      const last = Math.max(0, ...performance.getEntriesByType('resource').map(({ responseEnd }) => responseEnd));
      const isQuiet = document.querySelector('[role=progressbar]') === null && performance.now() - last > 400;
      if (isQuiet || performance.now() > limit) resolve(isQuiet);
      else setTimeout(look, 25);
    };
    look();
  })`);
  expect(isSettled).toBe(true);
}

async function sitDown(view: Partial<HostView> = {}): Promise<{ seat: Seat; words: Translator }> {
  const seat = await stage.sit({ user: ada?.extension ?? '', ...view });
  seat.page.setDefaultTimeout(10_000);
  const words = await wordsOf(view.locale ?? (view.lang === 'fr' ? 'fr-FR' : 'en-GB'));
  return { seat, words };
}

/**
 * Opens each page once, where it is narrowest, waits until all of it is there, also what comes late, and then gives it each width:
 * to resize a page is cheaper than to open it again.
 */
async function faultsOfPages(
  seat: Seat,
  words: Translator,
  through: readonly number[],
  faultsOf: (page: Page, width: number) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const [narrowest = 320] = through;
  for (const page of pages) {
    await giveRoom(seat, narrowest);
    await openPage(seat, words, page);
    await settled(seat);
    for (const width of through) {
      if (width !== narrowest) await giveRoom(seat, width);
      faults.push(...(await faultsOf(page, width)).map((fault) => `${String(width)} px, ${page}: ${fault}`));
    }
  }
  return faults;
}

describe.each(themes.flatMap((theme) => languages.map((lang) => ({ theme, lang }))))(
  'the pages, $lang, $theme',
  (view) => {
    it('pass the audit and are never too wide, with pictures of each width', async () => {
      const { seat, words } = await sitDown(view);
      const faults = await faultsOfPages(seat, words, widths, async (page, width) => {
        await seat.picture(`page-${view.theme}-${view.lang}-${String(width)}-${page}`);
        const isAudited = width === 1280 || (width === 320 && view.lang === 'en');
        const violations = !isAudited ? [] : await axeViolations(tabFrame(seat));
        return [...violations, ...(await tooWide(seat))];
      });
      expect([...faults, ...seat.complaints]).toEqual([]);
      await seat.leave();
    });
  },
);

describe('a page that is opened by its address', () => {
  it.each([320, 1280])('does not jump about once it is there: %i px', async (width) => {
    const { seat } = await sitDown();
    const shifts: Record<string, number> = {};
    const faults: string[] = [];
    for (const page of pages) {
      const address = new URL(seat.page.url());
      address.searchParams.set('page', page);
      address.searchParams.set('width', width === 320 ? 'phone' : 'full');
      await seat.page.setViewportSize({ width: width === 320 ? 400 : 1700, height: 900 });
      await seat.page.goto(address.href);
      await seat.tab.getByRole('tablist').first().waitFor();
      await settled(seat);
      const { sum, moved } = await shiftOf(seat);
      shifts[page] = sum;
      if (sum >= mostShift) faults.push(...moved.map((what) => `${page}: ${what}`));
    }
    console.log(`layout shift at ${String(width)} px: ${JSON.stringify(shifts)}`);
    expect(faults).toEqual([]);
    await seat.leave();
  });
});

/** Layout shifts since the load that no hand has caused: their sum, and what moved. */
interface Shift {
  readonly sum: number;
  readonly moved: readonly string[];
}

async function shiftOf(seat: Seat): Promise<Shift> {
  return tabFrame(seat).evaluate(`new Promise((resolve) => {
    const nameOf = (node) => node === null ? '?' : (node.outerHTML ?? node.textContent).slice(0, 90);
    const told = (entries) => ({
      sum: Math.round(entries.reduce((sum, { value }) => sum + value, 0) * 10000) / 10000,
      moved: entries.flatMap(({ value, startTime, sources }) => sources.map(({ node, previousRect, currentRect }) =>
        value.toFixed(4) + ' at ' + Math.round(startTime) + ' ms, ' + nameOf(node) + ' from ' + previousRect.y + ' to ' + currentRect.y)),
    });
    const observer = new PerformanceObserver((list) => {
      observer.disconnect();
      resolve(told(list.getEntries().filter(({ hadRecentInput }) => !hadRecentInput)));
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(told([])), 200);
  })`);
}

describe('a language that nobody speaks', () => {
  it('shows every text of every page translated and uncut, 320 and 1280 px wide', async () => {
    const { seat, words } = await sitDown({ locale: 'qps-ploc' });
    const known = namesOfTheSandbox();
    const faults = await faultsOfPages(seat, words, [320, 1280], async (page, width) => {
      await seat.picture(`page-qps-${String(width)}-${page}`);
      return [...(await untranslatedTexts(tabFrame(seat), known)), ...(await tooWide(seat))];
    });
    expect(faults).toEqual([]);
    await seat.leave();
  });
});

/** What people and calendars are called: no text of ours. */
function namesOfTheSandbox(): readonly string[] {
  const people = tenant.users.flatMap((user) => [user.displayName, user.jobTitle, user.department, user.mail]);
  const sandboxWords = [
    'Microsoft Teams Meeting',
    'Microsoft Teams',
    'Teams',
    'Microsoft 365',
    'Outlook',
    'Hookswitch',
    'Zoom',
    'CSV',
    'PIN',
    'Customer Example',
    'Maximiliane-Theodora von und zu Beispielhausen',
    'Supplier Example',
    'Wolfeschlegelsteinhausenbergerdorff-Example of Customer Care',
    'Evenings',
    'Weekly sync',
    'Revue du trimestre',
    'Supplier call',
    'Point logistique',
    'Canceled: Budget round',
    'Stand-up',
    'Telephone conference',
    'Oncle Exemple',
    'Zelda Outsider',
    'Sales',
    'Bruno Sample (gym)',
  ];
  return [...people, ...sandboxWords];
}

describe('from right to left', () => {
  it('every page passes the audit and is not too wide, 320 and 1280 px wide', async () => {
    const { seat, words } = await sitDown();
    // Before the scripts of the page run, after its first tag was read.
    await seat.page.context().addInitScript(`
      if (location.pathname.includes('/tab')) {
        new MutationObserver(() => {
          if (document.documentElement !== null && document.documentElement.dir !== 'rtl') document.documentElement.dir = 'rtl';
        }).observe(document, { childList: true, subtree: true, attributes: true });
      }
    `);
    await seat.page.reload();
    await seat.tab.getByRole('tablist').first().waitFor();
    const faults = await faultsOfPages(seat, words, [320, 1280], async (page, width) => {
      expect(await tabFrame(seat).evaluate('document.documentElement.dir')).toBe('rtl');
      expect(await tabFrame(seat).evaluate(`getComputedStyle(document.querySelector('#page')).direction`)).toBe('rtl');
      await seat.picture(`page-rtl-${String(width)}-${page}`);
      return [...(await axeViolations(tabFrame(seat))), ...(await tooWide(seat))];
    });
    expect(faults).toEqual([]);
    await seat.leave();
  });
});
