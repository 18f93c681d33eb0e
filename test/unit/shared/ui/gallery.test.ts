// The gallery is complete: every story file is in its index, every component has a story, and no two stories share a name.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ui from '#shared/ui';
import { stories } from '../../../fixtures/stories/index.ts';
import { storyId } from '../../../gallery/storyId.ts';

const folder = join(__dirname, '../../../fixtures/stories');
const files = readdirSync(folder).filter((name) => name.endsWith('.stories.tsx'));
const index = readFileSync(join(folder, 'index.ts'), 'utf8');
const texts = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
/** What every story stands in. */
const surroundings = ['UiProvider'];

const components = Object.entries(ui)
  .filter(([name, value]) => typeof value === 'function' && /^[A-Z]/u.test(name) && !surroundings.includes(name))
  .map(([name]) => name);

describe('the gallery', () => {
  it.each(files)('has %s in its index', (name) => {
    expect(index).toContain(`from './${name}'`);
  });

  it('has a story of every component', () => {
    const shown = (name: string): boolean => new RegExp(`<${name}[\\s/>]`, 'u').test(texts);
    expect(components.filter((name) => !shown(name))).toEqual([]);
  });

  it('names no two stories alike', () => {
    const ids = stories.map(storyId);
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
    expect(stories.length).toBeGreaterThan(components.length);
  });
});
