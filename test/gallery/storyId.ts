// The name of a story in the gallery's addresses.
import type { Story } from '../fixtures/stories/story.ts';

/** e.g. `DialPad/empty`. */
export function storyId({ component, name }: Story): string {
  return `${component}/${name}`;
}
