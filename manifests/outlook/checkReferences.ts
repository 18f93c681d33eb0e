// Checks that every `resid` names a resource of the right kind, of its own version overrides or of those around them.
import type { Element } from '@xmldom/xmldom';
import type { Visit } from './checkElement.ts';
import { childElements, placeOf } from './readXml.ts';

/** The faults of all references, and ids given twice. */
export function checkReferences(visits: readonly Visit[]): readonly string[] {
  const dangling = visits.flatMap(({ element, rule }) => {
    const id = element.getAttribute('resid');
    if (rule.refersTo === undefined || id === null) return [];
    if (resourcesFor(element, rule.refersTo).some((resource) => resource.getAttribute('id') === id)) return [];
    return [`${placeOf(element)}: resid "${id}" is not among the ${rule.refersTo}`];
  });
  return [...dangling, ...visits.flatMap(({ element }) => (element.localName === 'Resources' ? twice(element) : []))];
}

function twice(resources: Element): readonly string[] {
  const all = childElements(resources).flatMap(childElements);
  const ids = all.map((resource) => resource.getAttribute('id'));
  return all
    .filter((_, index) => ids.indexOf(ids[index] ?? '') < index)
    .map((resource) => `${placeOf(resource)}: the id is given twice`);
}

/** Inner overrides merge with those around them (MailAppVersionOverridesV1_1.xsd, Resources). */
function resourcesFor(element: Element, kind: string): readonly Element[] {
  const found: Element[] = [];
  for (let scope = parentOf(element); scope !== undefined; scope = parentOf(scope)) {
    if (scope.localName !== 'VersionOverrides') continue;
    const resources = childElements(scope).filter(({ localName }) => localName === 'Resources');
    found.push(
      ...resources
        .flatMap(childElements)
        .filter(({ localName }) => localName === kind)
        .flatMap(childElements),
    );
  }
  return found;
}

function parentOf(element: Element): Element | undefined {
  const { parentNode } = element;
  return parentNode?.nodeType === element.ELEMENT_NODE ? (parentNode as Element) : undefined;
}
