// The front page: what runs, whether it answers, and links into the Teams-like page.
import type { PageConfig, PageState } from './pageTypes.ts';
import { byId, byIdOf, getJson, make } from './tools.ts';
import { pageLanguage, translatePage, word, type PageLanguage } from './words.ts';

const peopleOffered = 3;

let language: PageLanguage = pageLanguage(new URLSearchParams(location.search));
let lastState: PageState | undefined;

function personLink({ displayName, extension, jobTitle, department }: PageConfig['users'][number]): HTMLElement {
  const link = make('a', 'card');
  link.setAttribute('href', `/teams?user=${extension}&lang=${language}`);
  link.append(
    make('strong', '', displayName),
    make('span', 'muted', `${jobTitle}, ${department}`),
    make('span', 'muted', `${word(language, 'extension')} ${extension}`),
  );
  return link;
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
  byId('cards').replaceChildren(...config.users.slice(0, peopleOffered).map(personLink));
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
