// Texts of a page in the made-up language that were not translated, or are cut off: words, captions, placeholders.
import type { Frame } from 'playwright-core';

/**
 * One line per text: what is in no brackets although it has letters and is no name of `known`, and what is clipped. A text
 * that ends in dots is no fault where a tooltip says all of it; a placeholder has none, so it must fit.
 */
export async function untranslatedTexts(frame: Frame, known: readonly string[]): Promise<readonly string[]> {
  // Longest first: a part of a name must not hide the whole.
  const names = [...known].sort((one, other) => other.length - one.length);
  return frame.evaluate(`(${String(findInPage)})(${JSON.stringify(names)})`);
}

/** Runs in the page. */
function findInPage(names: readonly string[]): readonly string[] {
  const faults = new Set<string>();
  // Times and dates come from the browser: \`3:07 PM\`, \`Friday\`, \`20 Nov\`.
  const dates =
    /\b(?:[AP]M|at|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\b/giu;
  const addresses = /https?:\/\/\S+|tel:\S+|\S+@\S+/gu;
  const isOurs = (text: string): boolean => {
    let rest = text;
    for (const name of names) rest = rest.split(name).join('');
    // Brackets within brackets: a text in a text.
    for (let before = ''; before !== rest;) {
      before = rest;
      rest = rest.replace(/\[[^[\]]*\]/gu, '');
    }
    return /\p{L}/u.test(rest.replace(addresses, '').replace(dates, ''));
  };
  // Keys, initials of people, and the letters on the keys of every phone.
  const noWords = 'script, style, kbd, .fui-Avatar__initials, [role=group] button span';
  const isShown = (element: Element): boolean => {
    const { visibility } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return visibility === 'visible' && width > 1 && height > 1;
  };
  const look = (where: string, text: string | null): void => {
    if (text !== null && text.trim() !== '' && isOurs(text)) faults.add(`${where} "${text.trim()}"`);
  };
  const plain = (text: string | null | undefined): string => (text ?? '').replace(/\s+/gu, ' ').trim();
  const hasTooltip = (element: Element): boolean => {
    const told = element.closest('[title]')?.getAttribute('title');
    return plain(told).includes(plain(element.textContent));
  };
  const isCut = (element: Element): boolean => {
    const { overflowX, textOverflow, webkitLineClamp, display } = getComputedStyle(element);
    if (overflowX === 'visible' || display === 'inline') return false;
    const isClamped = webkitLineClamp !== 'none';
    const isTooWide = element.scrollWidth > element.clientWidth + 1;
    const isTooHigh = isClamped && element.scrollHeight > element.clientHeight + 1;
    if (!isTooWide && !isTooHigh) return false;
    return !((isClamped || textOverflow === 'ellipsis') && hasTooltip(element));
  };
  const pen = document.createElement('canvas').getContext('2d');
  const isPlaceholderCut = (element: Element): boolean => {
    // What stands in several lines wraps.
    if (!(element instanceof HTMLInputElement) || element.placeholder === '' || pen === null) return false;
    const { font, letterSpacing, paddingLeft, paddingRight } = getComputedStyle(element, '::placeholder');
    const own = getComputedStyle(element);
    pen.font = font === '' ? own.font : font;
    pen.letterSpacing = letterSpacing === 'normal' ? '0px' : letterSpacing;
    const paddings = [own.paddingLeft, own.paddingRight, paddingLeft, paddingRight];
    const around = paddings.reduce((sum, px) => sum + (Number.parseFloat(px) || 0), 0);
    return pen.measureText(element.placeholder).width > element.clientWidth - around + 1;
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (!isShown(element) || element.matches(noWords)) continue;
    if (isPlaceholderCut(element)) faults.add(`cut off placeholder "${element.getAttribute('placeholder') ?? ''}"`);
    const texts = [...element.childNodes].filter(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim());
    for (const node of texts) look('text', node.textContent);
    const hasText =
      texts.length > 0 || (element.textContent !== '' && getComputedStyle(element).textOverflow === 'ellipsis');
    if (hasText && isCut(element)) faults.add(`cut off "${element.textContent}"`);
    for (const name of ['aria-label', 'title', 'placeholder']) look(name, element.getAttribute(name));
  }
  return [...faults];
}
