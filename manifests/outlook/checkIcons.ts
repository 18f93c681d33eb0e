// Checks that icons come in every size Outlook insists on.
import type { Visit } from './checkElement.ts';
import { childElements, placeOf } from './readXml.ts';

/** The sizes that are missing, per icon. */
export function checkIcons(visits: readonly Visit[]): readonly string[] {
  return visits.flatMap(({ element, rule }) => {
    const present = new Set(
      childElements(element).map((image) => {
        const scale = image.getAttribute('scale');
        return `${image.getAttribute('size') ?? ''}${scale === null ? '' : `@${scale}`}`;
      }),
    );
    const missing = (rule.images ?? []).filter((size) => !present.has(size));
    return missing.length === 0 ? [] : [`${placeOf(element)}: lacks the sizes ${missing.join(', ')}`];
  });
}
