// CSTA messages as XML: what came (local names only) and what we say; parameters are escaped in one place.
import { parseXml, textAt, type XmlNode } from '../xml/parseXml.ts';

/** A message that was read. */
export interface CstaMessage {
  readonly invokeId: string;
  /** Local name of the root, e.g. `DeliveredEvent`; editions and prefixes differ by vendor (spec pbx D.2). */
  readonly name: string;
  readonly root: XmlNode;
}

/** The content of an element we write: text, or elements in the order of the schema. */
export type XmlContent = string | readonly (readonly [name: string, content: XmlContent])[];

/** A refusal by the PBX: the category element and its word. */
export interface CstaRefusal {
  readonly category: string;
  readonly word: string;
}

/** The edition most PBXs of the survey speak; they take others as well. */
const defaultNamespace = 'http://www.ecma-international.org/standards/ecma-323/csta/ed5';
/** Nothing in CSTA is nested deeper than some ten elements. */
const limits = { maxDepth: 40, maxNodes: 10_000 };
const longestWord = 60;

/** The message in a frame, or undefined when its XML is not well formed, holds a DTD or passes a limit. Never throws. */
export function readMessage(invokeId: string, xml: string): CstaMessage | undefined {
  const root = parseXml(xml.trim(), limits);
  return root === null ? undefined : { invokeId, name: root.name, root };
}

/** What a CSTAErrorCode says, undefined for every other message. Words are cut, because they go to the log. */
export function refusalOf(message: CstaMessage): CstaRefusal | undefined {
  if (message.name !== 'CSTAErrorCode' && message.name !== 'UniversalFailure') return undefined;
  const choice = message.root.children[0];
  return { category: word(choice?.name), word: word(choice?.text) };
}

function word(text: string | undefined): string {
  return (text ?? '').replaceAll(/[^\w .-]/g, ' ').slice(0, longestWord);
}

/** True for an error that means: the PBX or its licence has no monitor left. */
export function isLimit(refusal: CstaRefusal): boolean {
  return refusal.category.startsWith('systemResource') || /limit|licen[cs]e/i.test(refusal.word);
}

/** The XML of a message. */
export function formatMessage(name: string, content: XmlContent = [], namespace = defaultNamespace): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${name} xmlns="${escapeXml(namespace)}">${inner(content)}</${name}>`;
}

function inner(content: XmlContent): string {
  if (typeof content === 'string') return escapeXml(content);
  return content.map(([name, value]) => `<${name}>${inner(value)}</${name}>`).join('');
}

/** Control characters are not allowed in XML and would make the PBX refuse the whole message. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A boolean element. Vendors write `true` or `1`. */
export function flagAt(node: XmlNode | undefined, ...path: readonly string[]): boolean | undefined {
  const text = textAt(node, ...path)?.toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

/** All leaf texts by their path, e.g. `/establishedConnection/deviceID`; for tools that look into a message. */
export function leavesOf(root: XmlNode): Readonly<Record<string, string>> {
  const leaves: Record<string, string> = {};
  const visit = (node: XmlNode, path: string): void => {
    for (const child of node.children) {
      const at = `${path}/${child.name}`;
      if (child.children.length === 0) leaves[at] = child.text;
      else visit(child, at);
    }
  };
  visit(root, '');
  return leaves;
}
