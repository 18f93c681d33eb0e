// What every journey in the tab does: open a page, launch a call, look where the focus is and whether all is sound.
import type { Frame, Locator } from 'playwright-core';
import type { Translator } from '#shared/i18n';
import { until } from '../../support/until.ts';
import { axeViolations } from './axe.ts';
import type { HostView, Seat } from './journey.ts';
import { wordsOf } from './words.ts';

/** Languages and colours each journey is gone through in. */
export const dresses = [
  { name: 'in English', slug: 'en', view: { lang: 'en', theme: 'default' } },
  { name: 'in French', slug: 'fr', view: { lang: 'fr', theme: 'default' } },
  { name: 'in high contrast', slug: 'contrast', view: { lang: 'en', theme: 'contrast' } },
] as const satisfies readonly { name: string; slug: string; view: Partial<HostView> }[];

export type Dress = (typeof dresses)[number];

/** What the browser itself says of requests that found nobody. */
const awayComplaint = /Failed to load resource|net::ERR_|occurred when fetching the script/;

/** The words of a dress. */
export async function wordsFor({ view }: Dress): Promise<Translator> {
  return wordsOf(view.lang === 'fr' ? 'fr-FR' : 'en-GB');
}

/** The frame the tab runs in. */
export function tabFrame(seat: Pick<Seat, 'page'>): Frame {
  const frame = seat.page.frames().find((each) => each.url().includes('/tab/'));
  if (frame === undefined) throw new Error('the tab is not there');
  return frame;
}

/** True when the page is wider than its window. */
export async function hasSidewaysScroll(seat: Pick<Seat, 'page'>): Promise<boolean> {
  return tabFrame(seat).evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}

/** No fault an audit finds, nothing to scroll sideways, no word of complaint in the console. */
export async function expectSound(seat: Seat, options: { readonly wasAway?: boolean } = {}): Promise<void> {
  expect(await axeViolations(tabFrame(seat))).toEqual([]);
  expect(await hasSidewaysScroll(seat)).toBe(false);
  const isExpected = (text: string): boolean => options.wasAway === true && awayComplaint.test(text);
  expect(seat.complaints.filter((text) => !isExpected(text))).toEqual([]);
}

type TabPage = 'home' | 'speedDials' | 'contacts' | 'calls' | 'dialPad' | 'meetings' | 'voicemail' | 'settings';

/**
 * A state of the phone with a longer name, told a moment after the page is there, moves tabs into the menu or out of it while they
 * are being clicked. A click waits for its element, so it must give up soon and look again where the tab is.
 */
const firstTryMs = 500;
const openedWithinMs = 20_000;

/** Opens a page by its tab, or by the menu of those that did not fit; true for the menu. */
export async function openPage(seat: Seat, words: Translator, page: TabPage): Promise<boolean> {
  const { t } = words;
  const tab = tabOf(seat, page);
  let isFromMenu = false;
  // On a busy machine a click itself takes longer than the first try waits: each try waits twice as long as the one before.
  let timeout = firstTryMs / 2;
  const tryOnce = async (): Promise<void> => {
    isFromMenu = (await tab.count()) === 0;
    timeout *= 2;
    await (isFromMenu ? clickInMenu(seat, words, page, timeout) : tab.click({ timeout }));
  };
  await until(
    () =>
      tryOnce().then(
        () => true,
        () => false,
      ),
    openedWithinMs,
  );
  await seat.tab.getByRole('heading', { level: 1, name: t(`nav.${page}`), exact: true }).waitFor();
  await seat.tab.locator('#page > *').first().waitFor({ state: 'attached' });
  await seat.tab.locator('#page [role=progressbar]:not([aria-hidden])').waitFor({ state: 'detached' });
  return isFromMenu;
}

async function clickInMenu(seat: Seat, { t }: Translator, page: TabPage, timeout: number): Promise<void> {
  const button = (key: 'nav.more' | 'nav.moreNews'): Locator =>
    seat.tab.getByRole('button', { name: t(key), exact: true });
  const menu = seat.tab.getByRole('menu', { name: t('nav.more'), exact: true });
  // Open already when the try before this one came only so far.
  if ((await menu.count()) === 0) await button('nav.more').or(button('nav.moreNews')).click({ timeout });
  await menu.getByRole('menuitem', { name: t(`nav.${page}`).replace(/·*\]$/u, '') }).click({ timeout });
}

/** The tab of a page, whatever is counted on it. */
export function tabOf(seat: Seat, page: TabPage): Locator {
  return seat.tab.locator(`[role=tab]#page-${page}`);
}

/** Does what hands `link` to the system, and waits until that has happened, once. */
export async function launches(seat: Seat, link: string, act: () => Promise<unknown>): Promise<void> {
  const before = seat.launches.links.length;
  await act();
  await until(() => seat.launches.links.length > before);
  expect(seat.launches.links.slice(before)).toEqual([link]);
}

/** The element that has the focus: its name, and whether its focus can be seen. */
export interface Focus {
  readonly name: string;
  readonly isSeen: boolean;
}

/** Where the focus is. Rings are outlines or shadows of the element, its box or what is drawn behind them. */
export async function focusOf(seat: Pick<Seat, 'page'>): Promise<Focus> {
  return tabFrame(seat).evaluate(`(() => {
    const element = document.activeElement;
    const name = element.getAttribute('aria-label') ?? element.innerText ?? element.tagName;
    const boxes = [element, element.parentElement, element.querySelector('*')].filter(Boolean);
    const styles = boxes.flatMap((box) => [getComputedStyle(box), getComputedStyle(box, '::after')]);
    const isRing = (style) =>
      (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) ||
      style.boxShadow !== 'none' ||
      (style.content !== 'none' && parseFloat(style.borderBottomWidth) >= 2 && style.transform !== 'matrix(0, 0, 0, 1, 0, 0)');
    return { name: name.replace(/\\s+/gu, ' ').trim(), isSeen: element.matches(':focus-visible') && styles.some(isRing) };
  })()`);
}
