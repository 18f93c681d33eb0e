// Texts of a page in the made-up language that were not translated, or are cut off.
import type { Frame } from 'playwright-core';

/** One line per text: what is in no brackets although it has letters and is no name of `known`, and what is clipped. */
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
  const isCut = (element: Element): boolean => {
    const { overflowX, textOverflow, display } = getComputedStyle(element);
    if (overflowX === 'visible' || textOverflow === 'ellipsis' || display === 'inline') return false;
    return element.scrollWidth > element.clientWidth + 1;
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (!isShown(element) || element.matches(noWords)) continue;
    const texts = [...element.childNodes].filter(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim());
    for (const node of texts) look('text', node.textContent);
    if (texts.length > 0 && isCut(element)) faults.add(`cut off "${element.textContent}"`);
    for (const name of ['aria-label', 'title', 'placeholder']) look(name, element.getAttribute(name));
  }
  return [...faults];
}
