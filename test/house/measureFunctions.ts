// Measures functions in lines, from the syntax tree.
import ts from 'typescript';
import type { SourceFile } from './finding.ts';

/** One function: where it stands, how many lines it takes, and whether it has a name of its own. */
export interface FunctionSize {
  readonly where: string;
  readonly lines: number;
  readonly isNamed: boolean;
}

/** Parses a file; shared by the checks that look at syntax. */
export function parseSource(file: SourceFile): ts.SourceFile {
  const kind = file.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true, kind);
}

/** Every function of the file that has a body. Callbacks count for the longest, named ones also for the median. */
export function measureFunctions(file: SourceFile): readonly FunctionSize[] {
  const source = parseSource(file);
  const sizes: FunctionSize[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) sizes.push(sizeOf(source, node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sizes;
}

function sizeOf(source: ts.SourceFile, node: ts.SignatureDeclaration): FunctionSize {
  const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
  const last = source.getLineAndCharacterOfPosition(node.end).line;
  const isNamed = node.name !== undefined || ts.isConstructorDeclaration(node) || ts.isVariableDeclaration(node.parent);
  return { where: `${source.fileName}:${String(first + 1)}`, lines: last - first + 1, isNamed };
}
