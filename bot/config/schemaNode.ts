// A schema as a plain tree: what the sample writer, the fault texts and the secret finder walk over.
import * as v from 'valibot';
import type { Notes } from './fields.ts';

/** One setting, section or list of the schema. */
export type SchemaNode = {
  readonly notes: Notes;
  readonly isOptional: boolean;
  readonly defaultValue?: unknown;
} & (
  | { readonly kind: 'section'; readonly entries: ReadonlyMap<string, SchemaNode> }
  | { readonly kind: 'list'; readonly item: SchemaNode }
  /** One section of several, by the word of the setting `key`; the first is meant where it is left out. */
  | { readonly kind: 'variant'; readonly key: string; readonly options: ReadonlyMap<string, SchemaNode> }
  | { readonly kind: 'setting' }
);

/** A place in the file: keys and list positions. */
export type ConfigPath = readonly (string | number)[];

/** The tree of a schema made of the kinds in `fields`. */
export function toNode(schema: v.GenericSchema): SchemaNode {
  if ('wrapped' in schema) {
    const defaultValue: unknown = 'default' in schema ? schema.default : undefined;
    const node = toNode(schema.wrapped as v.GenericSchema);
    return { ...node, isOptional: true, ...(defaultValue === undefined ? {} : { defaultValue }) };
  }
  const shared = { notes: v.getMetadata(schema) as unknown as Notes, isOptional: false };
  if ('entries' in schema) {
    const entries = Object.entries(schema.entries as v.ObjectEntries);
    return {
      ...shared,
      kind: 'section',
      entries: new Map(entries.map(([key, entry]) => [key, toNode(entry)])),
    };
  }
  if (schema.type === 'variant') return { ...shared, kind: 'variant', ...variantOf(schema) };
  if ('item' in schema) return { ...shared, kind: 'list', item: toNode(schema.item as v.GenericSchema) };
  return { ...shared, kind: 'setting' };
}

/** A variant's options by the one word each allows for the key. */
function variantOf(schema: v.GenericSchema): { key: string; options: ReadonlyMap<string, SchemaNode> } {
  const { key, options } = schema as unknown as { key: string; options: readonly v.GenericSchema[] };
  const byWord = options.map((option) => {
    const node = toNode(option);
    const word = node.kind === 'section' ? node.entries.get(key) : undefined;
    const told = typeof word?.defaultValue === 'string' ? word.defaultValue : word?.notes.example;
    return [told ?? '', node] as const;
  });
  return { key, options: new Map(byWord) };
}

/** The section that `value` is one of; undefined when its key says a word nobody knows. */
export function optionOf(node: Extract<SchemaNode, { kind: 'variant' }>, value: unknown): SchemaNode | undefined {
  const word = isMap(value) ? value[node.key] : undefined;
  if (word === undefined) return node.options.values().next().value;
  return typeof word === 'string' ? node.options.get(word) : undefined;
}

/** Calls `visit` for every node that has a value in `data`, parents first. Data of a wrong shape is passed over. */
export function walk(
  node: SchemaNode,
  data: unknown,
  visit: (node: SchemaNode, value: unknown, path: ConfigPath) => void,
  path: ConfigPath = [],
): void {
  if (data === undefined) return;
  if (node.kind === 'variant') {
    const option = optionOf(node, data);
    if (option !== undefined) walk(option, data, visit, path);
    return;
  }
  visit(node, data, path);
  if (node.kind === 'list' && Array.isArray(data)) {
    data.forEach((item: unknown, index) => walk(node.item, item, visit, [...path, index]));
  }
  if (node.kind === 'section' && isMap(data)) {
    for (const [key, child] of node.entries) {
      if (Object.hasOwn(data, key)) walk(child, data[key], visit, [...path, key]);
    }
  }
}

/** True for a map of the file: an object that is no list. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The node at a path; undefined where the schema has none. */
export function nodeAt(node: SchemaNode, path: ConfigPath): SchemaNode | undefined {
  let here: SchemaNode | undefined = node;
  for (const step of path) {
    if (here?.kind === 'list') here = here.item;
    else if (here?.kind === 'section') here = here.entries.get(String(step));
    else if (here?.kind === 'variant') here = settingOf(here, String(step));
    else return undefined;
  }
  return here;
}

/** A setting of any of the options; the key itself knows the words of all of them. */
function settingOf(node: Extract<SchemaNode, { kind: 'variant' }>, name: string): SchemaNode | undefined {
  const found = [...node.options.values()].flatMap((option) =>
    option.kind === 'section' ? (option.entries.get(name) ?? []) : [],
  );
  const [first] = found;
  if (first === undefined || name !== node.key) return first;
  return { ...first, notes: { ...first.notes, fix: `write one of ${[...node.options.keys()].join(', ')}` } };
}

/** `tenants[0].pbx[1].port` */
export function pathText(path: ConfigPath): string {
  if (path.length === 0) return '(file)';
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

/** `path: what is wrong -> the fix`: the one form of a fault. */
export function faultText(path: ConfigPath, wrong: string, fix: string): string {
  return `${pathText(path)}: ${wrong} -> ${fix}`;
}
