// The front page: what runs, whether it answers, and links into the Teams-like and Outlook-like pages and the bot chat.
import type { PageConfig, PageState, PageUser } from './pageTypes.ts';
import { byId, byIdOf, getJson, make } from './tools.ts';
import { pageLanguage, translatePage, word, type PageLanguage } from './words.ts';

const peopleOffered = 3;

let language: PageLanguage = pageLanguage(new URLSearchParams(location.search));
let lastState: PageState | undefined;

function card(address: string, title: string, ...lines: readonly string[]): HTMLElement {
  const link = make('a', 'card');
  link.setAttribute('href', address);
  link.append(make('strong', '', title), ...lines.map((line) => make('span', 'muted', line)));
  return link;
}

function teamsCard({ displayName, extension, jobTitle, department }: PageUser): HTMLElement {
  const lines = [`${jobTitle}, ${department}`, `${word(language, 'extension')} ${extension}`];
  return card(`/teams?user=${extension}&lang=${language}`, displayName, ...lines);
}

function outlookCard({ displayName, extension }: PageUser): HTMLElement {
  return card(`/outlook?user=${extension}&lang=${language}`, displayName, word(language, 'frontOutlookText'));
}

function botCard(address: string | null): HTMLElement {
  if (address === null) return make('p', 'muted', word(language, 'frontNoBot'));
  return card(address, word(language, 'frontBotHost'), word(language, 'frontBotText'));
}

function show(state: PageState): void {
  lastState = state;
  const lights = { service: state.service, pbx: state.pbx } as const;
  for (const [name, isOn] of Object.entries(lights)) {
    const light = byId(`${name}-light`);
    light.dataset.on = String(isOn);
    light.textContent = word(language, `${name as keyof typeof lights}${isOn ? 'Up' : 'Down'}`);
  }
}

function render(config: PageConfig): void {
  translatePage(language);
  const people = config.users.slice(0, peopleOffered);
  byId('teams-cards').replaceChildren(...people.map(teamsCard));
  byId('outlook-cards').replaceChildren(...people.map(outlookCard));
  byId('bot-cards').replaceChildren(botCard(config.botUrl));
  for (const id of ['service-address', 'health-link'] as const)
    byIdOf(HTMLAnchorElement, id).href = `${config.serviceUrl}/readyz`;
  byId('service-address').textContent = config.serviceUrl;
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
    button.onclick = () => {
      language = button.dataset.language === 'fr' ? 'fr' : 'en';
      render(config);
      if (lastState !== undefined) show(lastState);
    };
  }
}

render(await getJson<PageConfig>('/_host/config'));
new EventSource('/_host/events').addEventListener('state', (event) =>
  show(JSON.parse(String(event.data)) as PageState),
);
