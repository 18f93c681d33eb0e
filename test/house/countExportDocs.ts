// Finds exports that carry no sentence of documentation.
import ts from 'typescript';
import type { SourceFile } from './finding.ts';
import { parseSource } from './measureFunctions.ts';

/** How many exports a file declares, and where the undocumented ones stand. */
export interface ExportDocs {
  readonly total: number;
  readonly undocumented: readonly string[];
}

/**
 * Counts declarations with `export`; re-exports of an index.ts are documented where they are declared. A type that is
 * inferred from the documented schema right above it shares the schema's sentence.
 */
export function countExportDocs(file: SourceFile): ExportDocs {
  const source = parseSource(file);
  const exported = source.statements.filter(isExported);
  const undocumented = exported.filter((node) => !hasSentence(node) && !isInferredFromAbove(source, node));
  return { total: exported.length, undocumented: undocumented.map((node) => placeOf(source, node)) };
}

function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function hasSentence(node: ts.Node): boolean {
  return ts
    .getJSDocCommentsAndTags(node)
    .some((doc) => ts.isJSDoc(doc) && (ts.getTextOfJSDocComment(doc.comment) ?? '').trim() !== '');
}

function isInferredFromAbove(source: ts.SourceFile, node: ts.Statement): boolean {
  if (!ts.isTypeAliasDeclaration(node)) return false;
  const above = source.statements[source.statements.indexOf(node) - 1];
  if (above === undefined || !hasSentence(above) || !ts.isVariableStatement(above)) return false;
  const names = above.declarationList.declarations.map((declaration) => declaration.name.getText(source));
  const type = node.type.getText(source);
  return names.some((name) => new RegExp(`Infer\\w+<typeof ${name}>`).test(type));
}

function placeOf(source: ts.SourceFile, node: ts.Statement): string {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return `${source.fileName}:${String(line + 1)}`;
}
