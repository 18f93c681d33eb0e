// Measures the tab in a browser: frames while the call log scrolls, and the time from a key to the painted answer.
import type { Frame, Page } from 'playwright-core';

/** Eighty words a minute. */
export const typingPaceMs = 150;

/** Milliseconds between frames while the log scrolled. */
export interface ScrollMeasure {
  /** Rows the list had at the end. */
  readonly rows: number;
  readonly frames: number;
  readonly medianFps: number;
  /** The slowest twentieth of the frames is slower than this. */
  readonly slowFps: number;
  readonly longestFrameMs: number;
}

/** Milliseconds from the key to the frame after the answer was in the page. */
export interface SearchMeasure {
  readonly keystrokes: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** The slowest keys, by their parts. */
  readonly slowest: readonly Keystroke[];
}

/** What became of a key, in milliseconds after it. */
export interface Keystroke {
  readonly text: string;
  readonly askedMs: number;
  readonly answeredMs: number;
  readonly paintedMs: number;
}

const toldSlowest = 5;
const pagePaceMs = 110;

/** Reads the log page by page until `rows` are there, or no more come. Gives the milliseconds it took. */
export async function readWholeLog(tab: Frame, rows: number): Promise<number> {
  return tab.evaluate(`(async () => {
    const startedAt = performance.now();
    const list = document.querySelector('#call-log [role=list]');
    const scroller = list.parentElement;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const height = () => list.getBoundingClientRect().height;
    for (let quietSince = performance.now(), before = 0; performance.now() - quietSince < 5000; ) {
      scroller.scrollTop = scroller.scrollHeight;
      await frame();
      const size = Number(list.querySelector('[role=listitem]')?.getAttribute('aria-setsize') ?? 0);
      if (size >= ${String(rows)}) break;
      if (height() === before) continue;
      // The service answers each person ten times a second and no more.
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, ${String(pagePaceMs)} - (performance.now() - quietSince))));
      before = height();
      quietSince = performance.now();
    }
    return performance.now() - startedAt;
  })()`);
}

/** Scrolls the log for `seconds`, a screenful every few frames, up and down, and measures every frame. */
export async function measureScroll(tab: Frame, seconds: number): Promise<ScrollMeasure> {
  return tab.evaluate(`(async () => {
    const list = document.querySelector('#call-log [role=list]');
    const scroller = list.parentElement;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    scroller.scrollTop = 0;
    await frame();
    const gaps = [];
    const end = performance.now() + ${String(seconds * 1000)};
    for (let before = await frame(), step = 180; before < end; ) {
      scroller.scrollTop += step;
      const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 400;
      if (atEnd || scroller.scrollTop === 0) step = -step;
      const now = await frame();
      gaps.push(now - before);
      before = now;
    }
    gaps.sort((one, other) => one - other);
    const at = (part) => gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * part))];
    return {
      rows: Number(list.querySelector('[role=listitem]').getAttribute('aria-setsize')),
      frames: gaps.length,
      medianFps: Math.round(10000 / at(0.5)) / 10,
      slowFps: Math.round(10000 / at(0.95)) / 10,
      longestFrameMs: Math.round(gaps.at(-1)),
    };
  })()`);
}

/**
 * Types each text letter by letter into the search of people: each letter once the answer to the one before is painted, and
 * no faster than a quick typist.
 */
export async function measureSearch(page: Page, tab: Frame, texts: readonly string[]): Promise<SearchMeasure> {
  const box = tab.getByRole('searchbox').first();
  const keys: Keystroke[] = [];
  for (const text of texts) {
    await box.fill('');
    await painted(tab, '');
    for (let length = 1; length <= text.length; length += 1) {
      await tab.evaluate(`window.keyAt = undefined; addEventListener('keydown', ({ timeStamp }) => {
        window.keyAt ??= timeStamp;
      }, { once: true, capture: true })`);
      await box.press(text.charAt(length - 1) === ' ' ? 'Space' : text.charAt(length - 1));
      keys.push(await painted(tab, text.slice(0, length)));
    }
  }
  await page.bringToFront();
  keys.sort((one, other) => one.paintedMs - other.paintedMs);
  const at = (part: number): number => keys[Math.min(keys.length - 1, Math.floor(keys.length * part))]?.paintedMs ?? 0;
  return {
    keystrokes: keys.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    maxMs: at(1),
    slowest: keys.slice(-toldSlowest).reverse(),
  };
}

/**
 * What became of the last key: the request with these words was asked and answered, and the frame after that was drawn, in
 * which the first rows of the answer are.
 */
async function painted(tab: Frame, query: string): Promise<Keystroke> {
  return tab.evaluate(`(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const asked = ${JSON.stringify(query)}.trim();
    const answer = () => performance.getEntriesByType('resource').find(({ name, responseEnd, startTime }) =>
      responseEnd > 0 && startTime >= (window.keyAt ?? 0) && name.includes('/people?') && new URL(name).searchParams.get('q') === asked);
    const end = performance.now() + 10000;
    // A text without its last blank asks nothing new.
    const mustAsk = window.keyAt !== undefined && !${JSON.stringify(query)}.endsWith(' ');
    while (mustAsk && answer() === undefined && performance.now() < end) await frame();
    await frame();
    // A message that is sent before a frame is drawn comes after it.
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage('');
    });
    const at = performance.now();
    const { startTime, responseEnd } = answer() ?? { startTime: at, responseEnd: at };
    const since = (moment) => Math.round(moment - (window.keyAt ?? moment));
    if (performance.getEntriesByType('resource').length > 150) performance.clearResourceTimings();
    while (performance.now() - (window.keyAt ?? 0) < ${String(typingPaceMs)}) await frame();
    return { text: ${JSON.stringify(query)}, askedMs: since(startTime), answeredMs: since(responseEnd), paintedMs: since(at) };
  })()`);
}
