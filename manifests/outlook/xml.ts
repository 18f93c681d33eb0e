// Writes XML from a small tree: escaping is in one place, so no text of an admin can become markup.

/** An element to be written; attributes and children in the order given. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

/** Short way to say an element. */
export function el(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (XmlElement | string)[]
): XmlElement {
  return { name, attributes, children };
}

const indent = '  ';
/** Line ends and tabs too: in an attribute a reader would make spaces of them (XML 1.0 section 3.3.3). */
const escaped = /[&<>"'\t\n\r]/gu;

/** The document with its declaration, indented, ending in a line break. */
export function writeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root, '')}\n`;
}

function writeElement({ name, attributes, children }: XmlElement, margin: string): string {
  const open = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeText(value)}"`)].join(' ');
  if (children.length === 0) return `${margin}<${open}/>`;
  const [only] = children;
  if (children.length === 1 && typeof only === 'string') return `${margin}<${open}>${escapeText(only)}</${name}>`;
  const lines = children.map((child) =>
    typeof child === 'string' ? escapeText(child) : writeElement(child, margin + indent),
  );
  return [`${margin}<${open}>`, ...lines, `${margin}</${name}>`].join('\n');
}

function escapeText(text: string): string {
  return text.replaceAll(escaped, (sign) => `&#${String(sign.codePointAt(0))};`);
}
