// Reads one tag of hostile HTML by stepping over it once: its name, where it ends and, of links, where it leads.
import { decodeEntities } from './htmlEntities.ts';

/** A tag of HTML; `end` is the position behind it. */
export interface HtmlTag {
  readonly name: string;
  readonly isClosing: boolean;
  readonly href?: string;
  readonly end: number;
}

const longestNameChars = 32;
const longestHrefChars = 4096;
const nameStart = /[a-zA-Z]/u;
const nameEnd = /[\s/>]/u;
const space = /\s/u;

/**
 * The tag that begins with the `<` at `at`: null when it is text (`3 < 4`). A tag that never ends swallows the rest, as in
 * browsers, so no input is read twice.
 */
export function readTag(html: string, at: number): HtmlTag | null {
  const isClosing = html[at + 1] === '/';
  const from = at + (isClosing ? 2 : 1);
  if (!nameStart.test(html.charAt(from))) return null;
  let position = from;
  while (position < html.length && !nameEnd.test(html.charAt(position))) position += 1;
  const name = html.slice(from, Math.min(position, from + longestNameChars)).toLowerCase();
  return { name, isClosing, ...readAttributes(html, position, name === 'a' && !isClosing) };
}

/** Quotes count only as the first character of a value: `<p don't>` ends at its `>`. */
function readAttributes(html: string, from: number, wantsHref: boolean): { href?: string; end: number } {
  let href: string | undefined;
  let position = from;
  while (position < html.length && html[position] !== '>') {
    if (html[position] !== '=') {
      position += 1;
      continue;
    }
    const value = readValue(html, position + 1);
    if (wantsHref && href === undefined && isHref(html, from, position)) href = hrefOf(value.text);
    position = value.end;
  }
  return { ...(href !== undefined && { href }), end: Math.min(position + 1, html.length) };
}

function readValue(html: string, from: number): { text: string; end: number } {
  let start = from;
  while (space.test(html.charAt(start))) start += 1;
  const quote = html.charAt(start);
  if (quote === '"' || quote === "'") {
    const close = html.indexOf(quote, start + 1);
    const end = close === -1 ? html.length : close;
    return { text: html.slice(start + 1, end), end: end + 1 };
  }
  let end = start;
  while (end < html.length && html[end] !== '>' && !space.test(html.charAt(end))) end += 1;
  return { text: html.slice(start, end), end };
}

function isHref(html: string, from: number, equals: number): boolean {
  return /[\s/"']href\s{0,8}$/iu.test(html.slice(Math.max(from, equals - 16), equals));
}

function hrefOf(value: string): string | undefined {
  return value.length > longestHrefChars ? undefined : decodeEntities(value).trim();
}
