// The panel beside the tab: phone buttons, colleagues with phone and presence, and what the host received.
import type { HostLogEntry, PageConfig, PagePerson, PageState, PageUser } from './pageTypes.ts';
import { byId, byIdOf, make, postJson } from './tools.ts';
import { stateWord, word, type PageLanguage } from './words.ts';

const shownEntries = 60;
const longestShown = 160;

/** What the panel needs of the page. */
export interface PanelOptions {
  readonly config: PageConfig;
  readonly language: () => PageLanguage;
  readonly me: () => PageUser;
}

/** Presence in words, e.g. `Busy · in a call`. */
function presenceText(person: PagePerson, language: PageLanguage): string {
  const { availability, activity } = person;
  if (availability === activity) return stateWord(language, availability);
  return `${stateWord(language, availability)} · ${stateWord(language, activity)}`;
}

function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const hidden = text.replace(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, 'eyJ…');
  return hidden.length > longestShown ? `${hidden.slice(0, longestShown)}…` : hidden;
}

/** The panel. */
export class Panel {
  readonly #options: PanelOptions;
  #state: PageState = { people: [], service: false, pbx: false, traffic: false };

  constructor(options: PanelOptions) {
    this.#options = options;
    const { config, me } = options;
    byId('call-me').onclick = () => this.#pbx('/call', { from: 'outside', to: me().extension });
    byId('answer').onclick = () => this.#pbx('/answer', { extension: me().extension });
    byId('hang-up').onclick = () => this.#pbx('/hangup', { extension: me().extension });
    byIdOf(HTMLInputElement, 'traffic').onchange = (event) =>
      this.#pbx('/traffic', { on: (event.target as HTMLInputElement).checked, bhcc: config.users.length * 60 });
    byId('clear').onclick = () => byId('received').replaceChildren();
    for (const id of ['call-me', 'answer', 'hang-up', 'traffic']) {
      byId(id).toggleAttribute('disabled', !config.hasPbx);
    }
  }

  /** Shows a new state of the feed. */
  show(state: PageState): void {
    this.#state = state;
    this.render();
  }

  /** Draws again, e.g. after a change of language or person. */
  render(): void {
    const { people, service, pbx, traffic } = this.#state;
    byId('people').replaceChildren(...people.map((person) => this.#row(person)));
    byIdOf(HTMLInputElement, 'traffic').checked = traffic;
    this.#light('service-light', service, this.#say(service ? 'serviceUp' : 'serviceDown'));
    this.#light('pbx-light', pbx, this.#say(pbx ? 'pbxUp' : 'pbxDown'));
    const mine = people.find(({ extension }) => extension === this.#options.me().extension);
    byId('my-phone').textContent = mine === undefined ? '' : stateWord(this.#options.language(), mine.phone);
    byId('my-phone').dataset.phone = mine?.phone ?? '';
    byId('my-dot').dataset.availability = mine?.availability ?? 'Offline';
  }

  /** Adds a line to what the host received. */
  received(entry: HostLogEntry): void {
    const item = make('li', 'entry');
    item.append(make('code', 'entry-func', entry.func), make('span', 'entry-args', shorten(entry.args)));
    if (entry.answer !== undefined) item.append(make('span', 'entry-answer', `→ ${shorten(entry.answer)}`));
    const list = byId('received');
    list.prepend(item);
    while (list.childElementCount > shownEntries) list.lastElementChild?.remove();
  }

  #say(key: Parameters<typeof word>[1]): string {
    return word(this.#options.language(), key);
  }

  #light(id: string, isOn: boolean, text: string): void {
    const element = byId(id);
    element.dataset.on = String(isOn);
    element.textContent = text;
  }

  #row(person: PagePerson): HTMLElement {
    const user = this.#options.config.users.find(({ extension }) => extension === person.extension);
    const row = make('li', 'person');
    row.dataset.extension = person.extension;
    const dot = make('span', 'dot');
    dot.dataset.availability = person.availability;
    const who = make('span', 'who', user?.displayName ?? person.extension);
    const language = this.#options.language();
    const reason = person.byPhone ? ` (${this.#say('onPhone')})` : '';
    const presence = make('span', 'presence', presenceText(person, language) + reason);
    const phone = make('span', 'phone', `${person.extension} · ${stateWord(language, person.phone)}`);
    phone.dataset.phone = person.phone;
    row.append(dot, who, phone, presence);
    if (person.extension !== this.#options.me().extension && this.#options.config.hasPbx)
      row.append(this.#callButton(person));
    return row;
  }

  #callButton(person: PagePerson): HTMLElement {
    const button = make('button', 'small', this.#say('callsMe'));
    button.setAttribute('type', 'button');
    button.onclick = () => this.#pbx('/call', { from: person.extension, to: this.#options.me().extension });
    return button;
  }

  #pbx(path: string, body: object): void {
    const note = byId('phone-note');
    note.textContent = '';
    postJson(`/_pbx${path}`, body).catch((fault: unknown) => {
      note.textContent = `${this.#say('failed')}: ${fault instanceof Error ? fault.message : String(fault)}`;
    });
  }
}
