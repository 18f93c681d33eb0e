// The Outlook-like page: keeps controls and address in step, the mailbox, the add-in's task pane and its function command.
import { Panel } from '../../host/page/panel.ts';
import type { HostLogEntry, PageConfig, PageState, PageTheme, PageUser } from '../../host/page/pageTypes.ts';
import { byId, byIdOf, getJson } from '../../host/page/tools.ts';
import { pageLanguage, translatePage, word, type PageLanguage } from '../../host/page/words.ts';
import { AddIn } from './addIn.ts';
import { themeChange } from './hostContext.ts';
import { showItem, showItems, showNotices } from './mailboxView.ts';
import type { ItemNotice, MailboxItem, OutlookSettings, Permission } from './outlookTypes.ts';
import { sampleAppointments } from './sampleAppointments.ts';
import { sampleMails } from './sampleMails.ts';

declare global {
  interface Window {
    /** Lets a journey choose an item, by its id or `null`, and bring items of its own. */
    outlookHost: { select(id: string | null): void; put(item: MailboxItem): void; items(): readonly MailboxItem[] };
  }
}

const locales: Readonly<Record<PageLanguage, string>> = { en: 'en-GB', fr: 'fr-FR' };

type ControlName = 'user' | 'theme' | 'language' | 'mailbox-set' | 'permission';

class OutlookPage {
  readonly #config: PageConfig;
  readonly #query = new URLSearchParams(location.search);
  readonly #panel: Panel;
  readonly #addIn: AddIn;
  readonly #notices = new Map<string, ItemNotice>();
  #items: readonly MailboxItem[] = [];
  #item: MailboxItem | null = null;
  #folder: 'inbox' | 'calendar' = 'inbox';

  constructor(config: PageConfig) {
    this.#config = config;
    this.#fillControls();
    this.#fillMailbox();
    this.#panel = new Panel({ config, language: () => this.#language(), me: () => this.#user() });
    this.#addIn = new AddIn({
      config,
      item: () => this.#item,
      settings: () => this.#settings(),
      notices: this.#notices,
      noticesChanged: () => showNotices(this.#notices.values()),
      log: (entry) => this.#log(entry),
      say: (key) => word(this.#language(), key),
    });
    this.#listen();
    this.#dress();
    this.#follow();
    this.#start();
  }

  /** Shows another item; the add-in hears of it as its pane is pinned or not. */
  select(item: MailboxItem | null): void {
    if (item !== null) this.#folder = item.kind === 'message' ? 'inbox' : 'calendar';
    if (item === this.#item && item !== null) return;
    this.#item = item;
    this.#notices.clear();
    this.#renderMailbox();
    this.#addIn.selectionChanged();
  }

  selectById(id: string | null): void {
    this.select(this.#items.find((item) => item.id === id) ?? null);
  }

  /** An item of a test's own, above the others or in the place of one with the same id. */
  put(item: MailboxItem): void {
    this.#items = [item, ...this.#items.filter(({ id }) => id !== item.id)];
    this.#renderMailbox();
  }

  items(): readonly MailboxItem[] {
    return this.#items;
  }

  #fillControls(): void {
    for (const { id, displayName, extension } of this.#config.users) {
      this.#control('user').add(new Option(`${displayName} · ${extension}`, id));
    }
    this.#control('user').value = this.#userByKey(this.#query.get('user') ?? '').id;
    this.#control('language').value = pageLanguage(this.#query);
    this.#control('theme').value = this.#query.get('theme') ?? 'default';
    this.#control('mailbox-set').value = this.#query.get('set') ?? '1.16';
    this.#control('permission').value = this.#query.get('permission') ?? 'readItem';
    for (const name of ['nested', 'windows'] as const) this.#switch(name).checked = this.#query.get(name) !== 'off';
  }

  #fillMailbox(): void {
    const { displayName, userPrincipalName } = this.#user();
    const now = Date.now();
    const me = { name: displayName, address: userPrincipalName };
    this.#items = [...sampleMails(now), ...sampleAppointments(now, me)];
  }

  /** What the address asks for: an item, the pane, the pin. */
  #start(): void {
    const asked = this.#query.get('item');
    if (asked !== null) this.selectById(asked);
    if (this.#query.get('pin') === 'on') this.#addIn.pin(true);
    if (this.#query.get('pane') === 'open') this.#addIn.openPane();
  }

  #listen(): void {
    const restart = (name: string, value: string): void => {
      this.#keep(name, value);
      this.#addIn.restart();
    };
    this.#control('user').onchange = () => {
      this.#fillMailbox();
      this.selectById(this.#item?.id ?? null);
      restart('user', this.#user().extension);
    };
    this.#control('language').onchange = () => restart('lang', this.#control('language').value);
    this.#control('mailbox-set').onchange = () => restart('set', this.#control('mailbox-set').value);
    this.#control('permission').onchange = () => restart('permission', this.#control('permission').value);
    for (const name of ['nested', 'windows'] as const) {
      this.#switch(name).onchange = () => restart(name, this.#switch(name).checked ? 'on' : 'off');
    }
    this.#control('theme').onchange = () => {
      this.#keep('theme', this.#control('theme').value);
      this.#addIn.send('officeThemeChanged', themeChange(this.#theme()));
    };
    for (const folder of ['inbox', 'calendar'] as const) byId(folder).onclick = () => this.#openFolder(folder);
    byId('softphone').onclick = () => {
      navigator.registerProtocolHandler('tel', `${location.origin}/_host/tel?uri=%s`);
    };
  }

  /** Outlook selects nothing when a folder is opened. */
  #openFolder(folder: 'inbox' | 'calendar'): void {
    this.#folder = folder;
    this.select(null);
  }

  #keep(name: string, value: string): void {
    this.#query.set(name, value);
    history.replaceState(null, '', `?${this.#query.toString()}`);
    this.#dress();
  }

  #dress(): void {
    const { displayName } = this.#user();
    document.documentElement.dataset.theme = this.#theme();
    byId('initials').textContent = displayName
      .split(' ')
      .map((part) => part.charAt(0))
      .join('')
      .slice(0, 2);
    translatePage(this.#language());
    this.#panel.render();
    this.#renderMailbox();
  }

  #renderMailbox(): void {
    const isInFolder = ({ kind }: MailboxItem): boolean => (kind === 'message') === (this.#folder === 'inbox');
    for (const folder of ['inbox', 'calendar'] as const) {
      byId(folder).setAttribute('aria-current', String(folder === this.#folder));
    }
    showItems(this.#items.filter(isInFolder), this.#item, this.#language(), (item) => this.select(item));
    showItem(this.#item, this.#language());
    showNotices(this.#notices.values());
  }

  #follow(): void {
    const events = new EventSource('/_host/events');
    events.addEventListener('state', (event) => this.#panel.show(JSON.parse(String(event.data)) as PageState));
    events.addEventListener('link', (event) => {
      const { uri } = JSON.parse(String(event.data)) as { readonly uri: string };
      this.#log({ at: Date.now(), func: 'tel: link', args: uri });
    });
  }

  #log(entry: HostLogEntry): void {
    window.hostLog.push(entry);
    if (entry.func !== 'telemetry' && entry.func !== 'ContextActivationManager_notifyHost') this.#panel.received(entry);
  }

  #settings(): OutlookSettings {
    return {
      user: this.#user(),
      theme: this.#theme(),
      locale: this.#query.get('locale') ?? locales[this.#language()],
      mailboxSet: this.#control('mailbox-set').value,
      permission: this.#control('permission').value as Permission,
      isNestedOn: this.#switch('nested').checked,
      doesHostOpenWindows: this.#switch('windows').checked,
    };
  }

  #control(name: ControlName): HTMLSelectElement {
    return byIdOf(HTMLSelectElement, name);
  }

  #switch(name: 'nested' | 'windows'): HTMLInputElement {
    return byIdOf(HTMLInputElement, name);
  }

  #user(): PageUser {
    return this.#userByKey(this.#control('user').value);
  }

  #userByKey(key: string): PageUser {
    const { users } = this.#config;
    const found = users.find(({ id, extension, userPrincipalName }) =>
      [id, extension, userPrincipalName].includes(key),
    );
    const user = found ?? users[0];
    if (user === undefined) throw new Error('the sandbox tenant is empty');
    return user;
  }

  #theme(): PageTheme {
    return this.#control('theme').value as PageTheme;
  }

  #language(): PageLanguage {
    return this.#control('language').value as PageLanguage;
  }
}

window.hostLog = [];
const page = new OutlookPage(await getJson<PageConfig>('/_host/config'));
window.outlookHost = {
  select: (id) => page.selectById(id),
  put: (item) => page.put(item),
  items: () => page.items(),
};
