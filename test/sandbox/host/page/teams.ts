// The Teams-like page: reads its address, keeps the controls and the address in step, and runs protocol and panel.
import { Panel } from './panel.ts';
import type { HostLogEntry, PageConfig, PageState, PageTheme, PageUser } from './pageTypes.ts';
import { TeamsProtocol, type HostSettings } from './teamsProtocol.ts';
import { byId, byIdOf, getJson, postJson } from './tools.ts';
import { pageLanguage, translatePage, type PageLanguage } from './words.ts';

declare global {
  interface Window {
    /** Everything the tab said to the host, oldest first; read by tests. */
    hostLog: HostLogEntry[];
  }
}

const locales: Readonly<Record<PageLanguage, string>> = { en: 'en-GB', fr: 'fr-FR' };

function controlsOf(): Readonly<Record<'user' | 'theme' | 'language' | 'width' | 'status', HTMLSelectElement>> {
  return {
    user: byIdOf(HTMLSelectElement, 'user'),
    theme: byIdOf(HTMLSelectElement, 'theme'),
    language: byIdOf(HTMLSelectElement, 'language'),
    width: byIdOf(HTMLSelectElement, 'width'),
    status: byIdOf(HTMLSelectElement, 'status'),
  };
}

class TeamsPage {
  readonly #config: PageConfig;
  readonly #query = new URLSearchParams(location.search);
  readonly #controls = controlsOf();
  readonly #frame = byIdOf(HTMLIFrameElement, 'tab');
  readonly #panel: Panel;
  readonly #protocol: TeamsProtocol;

  constructor(config: PageConfig) {
    this.#config = config;
    this.#fillControls();
    this.#panel = new Panel({ config, language: () => this.#language(), me: () => this.#user() });
    this.#protocol = new TeamsProtocol({
      frame: this.#frame,
      config,
      settings: () => this.#settings(),
      log: (entry) => this.#log(entry),
    });
    this.#listen();
    this.#dress();
    this.#signedIn();
    this.#load();
    this.#follow();
  }

  #fillControls(): void {
    const { user, theme, language, width } = this.#controls;
    for (const { id, displayName, extension } of this.#config.users) {
      user.add(new Option(`${displayName} · ${extension}`, id));
    }
    user.value = this.#userByKey(this.#query.get('user') ?? '').id;
    language.value = pageLanguage(this.#query);
    theme.value = this.#query.get('theme') ?? 'default';
    width.value = this.#query.get('width') ?? 'full';
    byIdOf(HTMLInputElement, 'nested').checked = this.#query.get('nested') !== 'off';
    byIdOf(HTMLInputElement, 'sso').checked = this.#query.get('sso') !== 'off';
  }

  #listen(): void {
    const { user, theme, language, width, status } = this.#controls;
    user.onchange = () => this.#changed('user', this.#user().extension, true);
    language.onchange = () => this.#changed('lang', language.value, true);
    width.onchange = () => this.#changed('width', width.value, false);
    theme.onchange = () => {
      this.#changed('theme', theme.value, false);
      this.#protocol.sendTheme(this.#theme());
    };
    status.onchange = () => this.#signedIn();
    byId('nested').onchange = () =>
      this.#changed('nested', byIdOf(HTMLInputElement, 'nested').checked ? 'on' : 'off', true);
    byId('sso').onchange = () => this.#changed('sso', byIdOf(HTMLInputElement, 'sso').checked ? 'on' : 'off', true);
    byId('softphone').onclick = () => {
      navigator.registerProtocolHandler('tel', `${location.origin}/_host/tel?uri=%s`);
    };
  }

  /** A control moved: the address says so, the page shows it, and the tab starts again when it must. */
  #changed(name: string, value: string, isReload: boolean): void {
    this.#query.set(name, value);
    history.replaceState(null, '', `?${this.#query.toString()}`);
    this.#dress();
    if (name === 'user') this.#signedIn();
    if (isReload) this.#load();
  }

  #dress(): void {
    const { displayName } = this.#user();
    document.documentElement.dataset.theme = this.#theme();
    byId('stage').dataset.width = this.#controls.width.value;
    byId('initials').textContent = displayName
      .split(' ')
      .map((part) => part.charAt(0))
      .join('')
      .slice(0, 2);
    byId('avatar').title = displayName;
    translatePage(this.#language());
    this.#panel.render();
  }

  /** A Teams client of this person is open: Graph's presence must know. */
  #signedIn(): void {
    const body = { user: this.#user().id, state: this.#controls.status.value };
    postJson('/_host/client', body).catch(() => undefined);
  }

  #load(): void {
    this.#frame.src = this.#config.tabUrl;
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
    this.#panel.received(entry);
  }

  #settings(): HostSettings {
    return {
      user: this.#user(),
      theme: this.#theme(),
      locale: this.#query.get('locale') ?? locales[this.#language()],
      subPage: this.#query.get('page') ?? '',
      clientType: this.#controls.width.value === 'phone' ? 'android' : 'web',
      isNestedOn: byIdOf(HTMLInputElement, 'nested').checked,
      isSsoOn: byIdOf(HTMLInputElement, 'sso').checked,
    };
  }

  #user(): PageUser {
    return this.#userByKey(this.#controls.user.value);
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
    return this.#controls.theme.value as PageTheme;
  }

  #language(): PageLanguage {
    return this.#controls.language.value as PageLanguage;
  }
}

window.hostLog = [];
new TeamsPage(await getJson<PageConfig>('/_host/config'));
