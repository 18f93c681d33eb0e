// The gallery's front page: choose theme, language, direction and width; every story of a component is shown in a frame of its own.
import { stories } from '../fixtures/stories/index.ts';
import { storyId } from './storyId.ts';

const form = document.querySelector('form');
const shelf = document.querySelector('main');
const components = [...new Set(stories.map(({ component }) => component))].sort();
const picker = document.querySelector('select[name=component]');
for (const component of components) picker?.append(new Option(component));

function show(): void {
  if (form === null || shelf === null) return;
  const data = new FormData(form);
  const chosen = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  const frames = stories
    .filter(({ component }) => component === chosen('component'))
    .map((story) => {
      const query = new URLSearchParams({
        story: storyId(story),
        theme: chosen('theme'),
        lang: chosen('lang'),
        dir: chosen('dir'),
      });
      const frame = document.createElement('iframe');
      frame.src = `frame.html?${query.toString()}`;
      frame.title = storyId(story);
      frame.loading = 'lazy';
      frame.style.width = `${chosen('width')}px`;
      return frame;
    });
  shelf.replaceChildren(...frames);
}

form?.addEventListener('change', show);
show();
