// Takes one state of a component out of its stories, by its name.
import type { ReactElement } from 'react';
import type { Story } from '../../../fixtures/stories/story.ts';

/** The story called `name`, rendered; fails naming those there are. */
export function storyNamed(stories: readonly Story[], name: string): ReactElement {
  const story = stories.find((one) => one.name === name);
  if (story === undefined) throw new Error(`no story "${name}" among ${stories.map((one) => one.name).join(', ')}`);
  return story.render();
}
