// Finds in the syntax tree which message keys a file uses.
import ts from 'typescript';
import type { SourceFile } from './finding.ts';
import { parseSource } from './measureFunctions.ts';

/** What one file says about message keys. */
export interface UsedWords {
  /** Every text constant of the file: any of them may be a key. */
  readonly texts: ReadonlySet<string>;
  /** Keys written directly in a call of `t(...)`, with their place. */
  readonly asked: readonly { readonly key: string; readonly where: string }[];
  /** Fixed beginnings of keys built from a template, with their place. */
  readonly built: readonly { readonly prefix: string; readonly where: string }[];
}

const keyBeginning = /^[a-z][A-Za-z0-9]*\.([A-Za-z0-9.]*)$/;

/** Reads one file. */
export function findUsedWords(file: SourceFile): UsedWords {
  const source = parseSource(file);
  const texts = new Set<string>();
  const asked: { key: string; where: string }[] = [];
  const built: { prefix: string; where: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.add(node.text);
    const where = `${file.path}:${String(source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1)}`;
    if (ts.isTemplateExpression(node) && keyBeginning.test(node.head.text))
      built.push({ prefix: node.head.text, where });
    const key = askedKey(node);
    if (key !== undefined) asked.push({ key, where });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { texts, asked, built };
}

/** The key of `t('key')` or `words.t('key')`. */
function askedKey(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const callee = node.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : '';
  const first = node.arguments[0];
  return name === 't' && first !== undefined && ts.isStringLiteralLike(first) ? first.text : undefined;
}
