// Checks that no two controls of a form factor share an id.
import type { Visit } from './checkElement.ts';
import { placeOf } from './readXml.ts';

const formFactors: ReadonlySet<string | null> = new Set(['DesktopFormFactor', 'MobileFormFactor']);
const controls: ReadonlySet<string | null> = new Set(['Control', 'Item']);

/** Ids given twice. */
export function checkUniqueIds(visits: readonly Visit[]): readonly string[] {
  const ids = new Set<string | null>();
  return visits.flatMap(({ element }) => {
    // Visits come in document order: all below a form factor follow it before the next one.
    if (formFactors.has(element.localName)) ids.clear();
    if (!controls.has(element.localName)) return [];
    const id = element.getAttribute('id');
    const isTaken = ids.has(id);
    ids.add(id);
    return isTaken ? [`${placeOf(element)}: the id "${String(id)}" is given twice`] : [];
  });
}
