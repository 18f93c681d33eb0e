// Holds an Outlook XML manifest against our rules: well-formed, known elements in order, texts, references, icons.
import { baseRules } from './baseRules.ts';
import { checkElement, type Visit } from './checkElement.ts';
import { checkIcons } from './checkIcons.ts';
import { checkReferences } from './checkReferences.ts';
import { checkUniqueIds } from './checkUniqueIds.ts';
import { namespaces } from './namespaces.ts';
import { overrideRules } from './overrideRules.ts';
import { readXml } from './readXml.ts';

/** What Exchange takes (microsoft365.md 4.2). */
const maxBytes = 256 * 1024;
const rules = { ...baseRules, ...overrideRules };

/** Every fault with the line it stands on; empty when the manifest is right. Never throws, whatever the text. */
export function validateOutlookXml(text: string): readonly string[] {
  const bytes = Buffer.byteLength(text, 'utf8');
  if (bytes > maxBytes) return [`${String(bytes)} bytes, Outlook takes ${String(maxBytes)}`];
  const read = readXml(text);
  if ('faults' in read) return read.faults;
  const { root } = read;
  if (root.localName !== 'OfficeApp' || root.namespaceURI !== namespaces.base) {
    return [`the root is <${root.tagName}>, not <OfficeApp> of ${namespaces.base}`];
  }
  const visits: Visit[] = [];
  const faults = checkElement(root, 'OfficeApp', rules, visits);
  return [...faults, ...checkReferences(visits), ...checkIcons(visits), ...checkUniqueIds(visits)];
}
