// One component in one state, theme and language, alone on its page: `frame.html?story=Component/name&theme=dark&lang=fr`.
import { Component, type CSSProperties, type ReactElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { HostTheme } from '#shared/host';
import { createTranslator, languageOf, loadMessages, type Translator } from '#shared/i18n';
import { UiProvider } from '#shared/ui';
import { stories } from '../fixtures/stories/index.ts';
import type { Story } from '../fixtures/stories/story.ts';
import { galleryDialer } from './galleryDialer.ts';
import { storyId } from './storyId.ts';

/** What is shown, as the address or a test names it. */
export interface View {
  readonly story: string;
  readonly theme?: string;
  readonly lang?: string;
  readonly dir?: string;
}

declare global {
  interface Window {
    /** For the journeys: the ids of all stories, and one of them on the screen without another load. */
    gallery?: { readonly ids: readonly string[]; readonly show: (view: View) => Promise<void> };
  }
}

const themes: readonly HostTheme[] = ['light', 'dark', 'contrast'];
const translators = new Map<string, Translator>();
/** As the frame of the apps has it: a list knows its height. */
const sheet: CSSProperties = {
  display: 'flex',
  flexDirection: 'column',
  rowGap: '0.75rem',
  height: '100%',
  padding: '0.75rem',
  boxSizing: 'border-box',
  overflow: 'auto',
};
const caption: CSSProperties = { margin: 0, fontSize: '0.75rem' };
const root = createRoot(document.getElementById('root') ?? document.body);

async function translatorOf(locale: string): Promise<Translator> {
  const translator = translators.get(locale) ?? createTranslator(locale, await loadMessages(languageOf(locale)));
  translators.set(locale, translator);
  return translator;
}

/** Resolves once it is painted. A new story begins anew: nothing of the last one is kept. */
async function show({ story: id, theme, lang = 'en', dir }: View): Promise<void> {
  const translator = await translatorOf(lang);
  document.documentElement.lang = translator.language;
  document.documentElement.dir = dir === 'rtl' ? 'rtl' : 'ltr';
  document.title = id;
  const story = stories.find((each) => storyId(each) === id);
  root.render(
    <UiProvider theme={themes.find((name) => name === theme) ?? 'light'} translator={translator} dialer={galleryDialer}>
      <Fence key={`${id} ${String(theme)} ${lang}`}>
        {story === undefined ? <Sheet title="No such story" /> : <Stage story={story} />}
      </Fence>
    </UiProvider>,
  );
  await painted();
}

/** A frame of an app is a page of its own; everything else stands on a sheet with its name. */
function Stage({ story }: { readonly story: Story }): ReactElement {
  if (story.component === 'AppShell') return story.render();
  return (
    <Sheet title={story.component}>
      <h2 style={caption}>{story.name}</h2>
      {story.render()}
    </Sheet>
  );
}

function Sheet({ title, children }: { readonly title: string; readonly children?: ReactNode }): ReactElement {
  return (
    <main style={sheet} tabIndex={0}>
      <h1 style={caption}>{title}</h1>
      {children}
    </main>
  );
}

/** A story that throws says so on its page, and the next one is shown all the same. */
class Fence extends Component<{ readonly children: ReactNode }, { readonly fault?: string }> {
  override state: { readonly fault?: string } = {};

  static getDerivedStateFromError(fault: unknown): { readonly fault: string } {
    return { fault: String(fault) };
  }

  override render(): ReactNode {
    return this.state.fault === undefined ? this.props.children : <p id="fault">{this.state.fault}</p>;
  }
}

function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        resolve();
      });
    });
  });
}

const query = new URLSearchParams(location.search);
window.gallery = { ids: stories.map(storyId), show };
void show({ story: '', ...Object.fromEntries(query) });
