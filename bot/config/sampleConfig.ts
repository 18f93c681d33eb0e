// Writes the commented sample of the configuration file from the schema itself, so that the two cannot part.
import { stringify } from 'yaml';
import { configSchema } from './configSchema.ts';
import { connectorSchema } from './connectorSchema.ts';
import { isMap, toNode, type SchemaNode } from './schemaNode.ts';

const lineWidth = 110;
const indentStep = 2;

/**
 * The sample: `# text` explains; settings one must give stand as they are; settings with a default are switched off
 * by a `#` that touches the setting (`#port: 8443`) and show that default or an example.
 */
export function sampleConfig(): string {
  return sampleOf(toNode(configSchema));
}

/** The sample of a site connector's file, written the same way. */
export function sampleConnectorConfig(): string {
  return sampleOf(toNode(connectorSchema));
}

function sampleOf(root: SchemaNode): string {
  const head = comment(`${root.notes.says} Take the # away from a setting to change it.`);
  return `${[...head, ...body(root)].join('\n')}\n`;
}

/** The lines below a key, not yet indented. */
function body(node: SchemaNode): string[] {
  if (node.kind === 'section') return [...node.entries].flatMap(([key, child]) => entry(key, child));
  if (node.kind === 'list') return listItems(node);
  if (node.kind === 'variant') return body([...node.options.values()][0] ?? node);
  return [exampleOf(node)];
}

function entry(key: string, node: SchemaNode): string[] {
  const isOff = node.isOptional;
  const explained = comment(node.notes.says);
  const lines = node.kind === 'setting' ? [`${key}: ${exampleOf(node)}`] : block(key, node);
  // A section with defaults for everything stays readable when only its inner settings are switched off.
  if (isOff && !isDefaultSection(node)) return ['', ...explained, ...lines.map(switchOff)];
  return ['', ...explained, ...lines];
}

function isDefaultSection(node: SchemaNode): boolean {
  return node.kind === 'section' && node.defaultValue !== undefined;
}

function block(key: string, node: SchemaNode): string[] {
  const inner = body(node);
  while (inner[0] === '') inner.shift();
  return [`${key}:`, ...inner.map((line) => indent(line, indentStep))];
}

/** One item; of a variant, one for each further option, switched off. */
function listItems({ item, defaultValue }: Extract<SchemaNode, { kind: 'list' }>): string[] {
  if (Array.isArray(defaultValue) && defaultValue.length > 0) return defaultValue.map((each) => `- ${yamlValue(each)}`);
  if (item.kind !== 'variant') return listItem(body(item));
  const [first = item, ...others] = item.options.values();
  const further = others.flatMap((option) => [
    '',
    ...comment(option.notes.says),
    ...listItem(body(option)).map(switchOff),
  ]);
  return [...listItem(body(first)), ...further];
}

function listItem(lines: readonly string[]): string[] {
  const inner = [...lines];
  while (inner[0] === '') inner.shift();
  // Comments go above the dash: the first line of the item must be a setting.
  const first = inner.findIndex((line) => !line.trimStart().startsWith('# '));
  const above = inner.slice(0, first);
  return [...above, `- ${inner[first] ?? ''}`, ...inner.slice(first + 1).map((line) => indent(line, indentStep))];
}

function exampleOf(node: SchemaNode): string {
  if (node.defaultValue !== undefined && !isMap(node.defaultValue)) return yamlValue(node.defaultValue);
  return node.notes.example ?? "''";
}

function yamlValue(value: unknown): string {
  return stringify(value, {
    defaultStringType: typeof value === 'string' && /[\\^$*]/.test(value) ? 'QUOTE_SINGLE' : 'PLAIN',
  }).trim();
}

function switchOff(line: string): string {
  return line === '' ? line : line.replace(/^( *)/, '$1#');
}

function indent(line: string, spaces: number): string {
  return line === '' ? line : ' '.repeat(spaces) + line;
}

function comment(says: string): string[] {
  const lines: string[] = [];
  for (const word of says.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= lineWidth) lines.push(`# ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
