// Reduces HTML to the text a reader sees, without a DOM, in one pass over any input.
import { decodeEntities } from './htmlEntities.ts';
import { readTag, type HtmlTag } from './htmlTag.ts';

/** A link of the HTML and the part of the text it stands behind; `start` equals `end` for a link without text. */
export interface TextLink {
  readonly href: string;
  readonly start: number;
  readonly end: number;
}

/** Text with its links in order; `isCut` tells that the source was longer than what was read. */
export interface ReadText {
  readonly text: string;
  readonly links: readonly TextLink[];
  readonly isCut: boolean;
}

/** Not `head`: its end tag may be left out, and `noscript` is what mail programs show. */
const unseen = new Set(['script', 'style', 'template', 'textarea', 'title']);
const blocks = new Set(
  'address article aside blockquote br center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const cells = new Set(['td', 'th']);

/** What is written so far, and the white space owed to the next word. */
interface Writer {
  readonly pieces: string[];
  length: number;
  owed: '' | ' ' | '\n';
  openLink: { readonly href: string; readonly start: number } | undefined;
  readonly links: TextLink[];
}

/** Reduces HTML to text: a block starts a line, white space folds, scripts, styles and comments vanish. */
export function htmlToText(html: string, longestTextChars: number = html.length): ReadText {
  const writer: Writer = { pieces: [], length: 0, owed: '', openLink: undefined, links: [] };
  let position = 0;
  while (position < html.length && writer.length < longestTextChars) {
    const next = html.indexOf('<', position);
    const textEnd = next === -1 ? html.length : next;
    write(writer, html.slice(position, textEnd));
    position = next === -1 ? html.length : pass(writer, html, next);
  }
  closeLink(writer);
  const text = writer.pieces.join('');
  return {
    text: text.slice(0, longestTextChars),
    links: writer.links,
    isCut: position < html.length || text.length > longestTextChars,
  };
}

/** Steps over what begins with the `<` at `at`; the answer is the position behind it. */
function pass(writer: Writer, html: string, at: number): number {
  if (html.startsWith('<!--', at)) return behind(html, '-->', at + 4);
  if (html[at + 1] === '!' || html[at + 1] === '?') return behind(html, '>', at + 2);
  const tag = readTag(html, at);
  if (tag === null) {
    write(writer, '<');
    return at + 1;
  }
  layOut(writer, tag);
  if (!unseen.has(tag.name) || tag.isClosing) return tag.end;
  return endOfUnseen(html, tag);
}

function behind(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found === -1 ? html.length : found + mark.length;
}

/** An element that is never closed hides the rest, as in browsers; `</Script >` closes as well. */
function endOfUnseen(html: string, tag: HtmlTag): number {
  for (let at = html.indexOf('</', tag.end); at !== -1; at = html.indexOf('</', at + 2)) {
    if (html.slice(at + 2, at + 2 + tag.name.length).toLowerCase() === tag.name)
      return readTag(html, at)?.end ?? html.length;
  }
  return html.length;
}

function layOut(writer: Writer, tag: HtmlTag): void {
  if (blocks.has(tag.name)) writer.owed = '\n';
  else if (cells.has(tag.name) && writer.owed === '') writer.owed = ' ';
  if (tag.name !== 'a') return;
  closeLink(writer);
  if (tag.href !== undefined) writer.openLink = { href: tag.href, start: writer.length };
}

function closeLink(writer: Writer): void {
  const link = writer.openLink;
  if (link === undefined) return;
  writer.links.push({ href: link.href, start: Math.min(link.start, writer.length), end: writer.length });
  writer.openLink = undefined;
}

function write(writer: Writer, raw: string): void {
  for (const [index, word] of decodeEntities(raw)
    .split(/[ \t\r\n\f]+/u)
    .entries()) {
    if (index > 0 && writer.owed === '') writer.owed = ' ';
    if (word !== '') writeWord(writer, word);
  }
}

function writeWord(writer: Writer, word: string): void {
  const gap = writer.length === 0 ? '' : writer.owed;
  const link = writer.openLink;
  if (link?.start === writer.length) writer.openLink = { href: link.href, start: writer.length + gap.length };
  writer.pieces.push(gap, word);
  writer.length += gap.length + word.length;
  writer.owed = '';
}
