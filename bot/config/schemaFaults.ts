// Says every way in which a file's data does not fit the schema, unknown settings included.
import type * as v from 'valibot';
import { closestWord } from './closestWord.ts';
import { faultText, isMap, nodeAt, walk, type ConfigPath, type SchemaNode } from './schemaNode.ts';

/** Faults for the schema's issues. Values are not repeated: a secret may stand in the wrong place. */
export function issueFaults(root: SchemaNode, issues: readonly v.BaseIssue<unknown>[]): string[] {
  const faults = issues.map((issue) => {
    const path = (issue.path ?? []).map((item) => item.key as string | number);
    const notes = nodeAt(root, path)?.notes;
    return faultText(path, wrongOf(issue), notes?.fix ?? 'correct it');
  });
  // One value can break several rules of one setting; the fix is the same.
  return [...new Map(faults.map((fault) => [fault.split(': ')[0], fault])).values()];
}

function wrongOf(issue: v.BaseIssue<unknown>): string {
  if (issue.input === undefined) return 'is missing';
  const isUnknownWord = issue.type === 'picklist' || (issue.type === 'variant' && typeof issue.input === 'string');
  if (isUnknownWord) return 'is not one of the words allowed';
  if (issue.kind === 'schema') return `is ${kindOf(issue.input)}, which does not fit`;
  if (typeof issue.input === 'number') return `${issue.input} is not allowed`;
  return issue.input === '' || (Array.isArray(issue.input) && issue.input.length === 0) ? 'is empty' : 'is not valid';
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a section';
  return { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? 'something else';
}

/** Faults for settings the schema does not know, with the one that was probably meant. */
export function unknownFaults(root: SchemaNode, data: unknown): string[] {
  const faults: string[] = [];
  walk(root, data, (node, value, path) => {
    if (node.kind !== 'section' || !isMap(value)) return;
    const unknown = Object.keys(value).filter((key) => !node.entries.has(key));
    faults.push(...unknown.map((key) => unknownFault(path, key, [...node.entries.keys()])));
  });
  return faults;
}

function unknownFault(path: ConfigPath, key: string, known: readonly string[]): string {
  const meant = closestWord(key, known);
  const fix = meant === undefined ? `remove it; there is: ${known.join(', ')}` : `did you mean ${meant}?`;
  return faultText([...path, key.slice(0, 64)], 'is not a setting', fix);
}
