// Reads a small XML document from a PBX: local names only, no DTD, no entities but XML's own five, bounded in every direction.
import { SaxesParser, type SaxesTagNS } from 'saxes';

/** An element; names are local names, because vendors disagree on namespaces and prefixes (spec pbx D.2). */
export interface XmlNode {
  readonly name: string;
  readonly namespace: string;
  /** Attributes by local name; namespace declarations are left out. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** Its own text, without that of its children, trimmed. */
  readonly text: string;
}

/** How much is read; what is larger is no document. */
export interface XmlLimits {
  /** @default 262144 */
  readonly maxChars?: number;
  /** @default 64 */
  readonly maxDepth?: number;
  /** Elements in all. @default 20000 */
  readonly maxNodes?: number;
}

interface OpenNode {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Record<string, string>;
  readonly children: OpenNode[];
  text: string;
}

const defaultMaxChars = 262_144;
const defaultMaxDepth = 64;
const defaultMaxNodes = 20_000;

/** Left by the parser's own callbacks when the document is refused; never seen outside. */
class Refused extends Error {}

/** The root element, or null when the text is not a well-formed document, holds a DTD or passes a limit. Never throws. */
export function parseXml(text: string, limits: XmlLimits = {}): XmlNode | null {
  if (text.length > (limits.maxChars ?? defaultMaxChars)) return null;
  try {
    return readDocument(text.replace(/^\uFEFF/u, ''), limits);
  } catch {
    return null;
  }
}

function readDocument(text: string, limits: XmlLimits): XmlNode | null {
  const open: OpenNode[] = [];
  let root: OpenNode | null = null;
  let nodes = 0;
  const refuse = (): never => {
    throw new Refused();
  };
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', (tag) => {
    nodes += 1;
    if (nodes > (limits.maxNodes ?? defaultMaxNodes) || open.length >= (limits.maxDepth ?? defaultMaxDepth)) refuse();
    const node = nodeOf(tag);
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed !== undefined) closed.text = closed.text.trim();
  });
  const addText = (part: string): void => {
    const top = open.at(-1);
    if (top !== undefined) top.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text).close();
  return root;
}

function nodeOf(tag: SaxesTagNS): OpenNode {
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const { local, prefix, value } of Object.values(tag.attributes)) {
    if (prefix !== 'xmlns' && local !== 'xmlns') attributes[local] = value;
  }
  return { name: tag.local, namespace: tag.uri, attributes, children: [], text: '' };
}

/** The first child of that name. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name);
}

/** The text of the element down this path of names; undefined when it is not there. */
export function textAt(node: XmlNode | undefined, ...path: readonly string[]): string | undefined {
  let at = node;
  for (const name of path) at = childOf(at, name);
  return at?.text;
}
