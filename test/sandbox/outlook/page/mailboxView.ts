// Shows the mailbox: the list of a folder, the item being read, and the bars the add-in put above it.
import { byId, byIdOf, make } from '../../host/page/tools.ts';
import { word, type PageLanguage } from '../../host/page/words.ts';
import { endOf } from './itemData.ts';
import type { ItemNotice, MailboxItem } from './outlookTypes.ts';

/** A subject of megabytes must not slow down this page; the add-in gets the whole of it. */
const longestShown = 400;
const locales: Readonly<Record<PageLanguage, string>> = { en: 'en-GB', fr: 'fr-FR' };

function shorten(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function timeText(item: MailboxItem, language: PageLanguage): string {
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeStyle: 'short' });
  return item.kind === 'message' ? format.format(item.at) : format.formatRange(item.at, endOf(item));
}

function rowOf(item: MailboxItem, isSelected: boolean, language: PageLanguage): HTMLElement {
  const button = make('button', '');
  button.setAttribute('type', 'button');
  button.setAttribute('aria-current', String(isSelected));
  button.dataset.item = item.id;
  const subject = make('span', 'subject', shorten(item.subject));
  subject.lang = item.language;
  button.append(make('span', 'from', shorten(item.from.name)), subject, make('span', 'when', timeText(item, language)));
  const row = make('li', '');
  row.append(button);
  return row;
}

/** The rows of a folder; `choose` is called with the item pressed. */
export function showItems(
  items: readonly MailboxItem[],
  selected: MailboxItem | null,
  language: PageLanguage,
  choose: (item: MailboxItem) => void,
): void {
  const rows = items.map((item) => {
    const row = rowOf(item, item.id === selected?.id, language);
    row.firstElementChild?.addEventListener('click', () => choose(item));
    return row;
  });
  byId('items').replaceChildren(...rows);
}

/** The body as Outlook shows it: nothing that runs, nothing that is fetched. The add-in gets it as it came. */
function harmless(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const element of body.querySelectorAll('script, style, iframe, object, embed, img, link, base, form')) {
    element.remove();
  }
  for (const element of body.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) if (name.startsWith('on')) element.removeAttribute(name);
    if (/^\s*(javascript|data):/i.test(element.getAttribute('href') ?? '')) element.removeAttribute('href');
  }
  return body.innerHTML;
}

/** The page of the body's frame, in the colours of this one. */
function bodyPage({ html }: MailboxItem): string {
  const { color, backgroundColor } = getComputedStyle(byId('item').parentElement ?? document.body);
  const style = `body{margin:16px;color:${color};background:${backgroundColor};font:14px/1.5 'Segoe UI',system-ui,sans-serif;overflow-wrap:anywhere}a{color:inherit}`;
  return `<!doctype html><base target="_blank"><style>${style}</style>${harmless(html)}`;
}

/** The item in the reading pane, or the words that none is selected. */
export function showItem(item: MailboxItem | null, language: PageLanguage): void {
  byId('nothing').hidden = item !== null;
  byId('item').hidden = item === null;
  if (item === null) return;
  byId('subject').textContent = shorten(item.subject);
  byId('subject').lang = item.language;
  const isMine = item.kind === 'ownAppointment';
  const who = isMine ? word(language, 'organisedByMe') : `${item.from.name} <${item.from.address}>`;
  byId('people-line').textContent = shorten(who);
  byId('time-line').textContent = [timeText(item, language), item.location ?? '']
    .filter((text) => text !== '')
    .join(' · ');
  byIdOf(HTMLIFrameElement, 'body').srcdoc = bodyPage(item);
}

/** The bars above the item. */
export function showNotices(notices: Iterable<ItemNotice>): void {
  const bars = [...notices].map(({ message, type }) => {
    const bar = make('li', '', message);
    bar.dataset.type = String(type);
    bar.setAttribute('role', 'status');
    return bar;
  });
  byId('notices').replaceChildren(...bars);
}
