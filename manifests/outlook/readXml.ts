// Reads XML strictly: one document, no document type (so no entities to blow up), nothing repaired.
import { DOMParser, type Element } from '@xmldom/xmldom';

/** The root, or why there is none. */
export type ReadXml = { readonly root: Element } | { readonly faults: readonly string[] };

/** Comments and CDATA, where an ampersand is a letter like any other. */
const verbatim = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>/gu;
/** The parser leaves these as they are: an ampersand that begins no reference, and what XML 1.0 cannot hold. */
const bareAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});)/iu;
const unfit = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/u;

/** Parses; whatever the parser would repair or warn of is a fault. */
export function readXml(text: string): ReadXml {
  if (/<!DOCTYPE/iu.test(text)) return { faults: ['a document type is not allowed'] };
  if (unfit.test(text)) return { faults: ['not well-formed: control characters'] };
  if (bareAmpersand.test(text.replaceAll(verbatim, ''))) return { faults: ['not well-formed: a bare ampersand'] };
  const faults: string[] = [];
  try {
    const parser = new DOMParser({ onError: (level, message) => void faults.push(`not well-formed: ${message}`) });
    const root = parser.parseFromString(text.replace(/^\uFEFF/u, ''), 'text/xml').documentElement;
    if (faults.length > 0 || root === null) return { faults: faults.length > 0 ? faults : ['there is no element'] };
    return { root };
  } catch (error) {
    const reason = `not well-formed: ${error instanceof Error ? error.message : String(error)}`;
    return { faults: faults.length > 0 ? faults : [reason] };
  }
}

/** Child elements in order; comments and white space are nothing to us. */
export function childElements(element: Element): readonly Element[] {
  return [...element.childNodes].filter((node): node is Element => node.nodeType === node.ELEMENT_NODE);
}

/** `line 12, <Group>: `, to begin a fault with. */
export function placeOf(element: Element): string {
  const line = element.lineNumber;
  return `${line === undefined ? '' : `line ${String(line)}, `}<${element.tagName}>`;
}
