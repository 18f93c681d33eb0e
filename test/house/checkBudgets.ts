// Holds the product as a whole against the budgets of HOUSE rules 10 and 11.
import { countLines } from './checkFile.ts';
import { countExportDocs } from './countExportDocs.ts';
import type { Finding, SourceFile } from './finding.ts';
import { measureFunctions } from './measureFunctions.ts';
import { isProduct } from './readFiles.ts';

const maxMedianFileLines = 120;
const maxMedianFunctionLines = 12;
const maxFunctionLines = 60;
const minDocumentedPercent = 90;

/** Findings, and the figures as sentences. */
export interface Budgets {
  readonly findings: readonly Finding[];
  readonly facts: readonly string[];
}

/** Measures the product's files; an empty product breaks nothing. */
export function checkBudgets(files: readonly SourceFile[]): Budgets {
  const product = files.filter(isProduct);
  const sizes = product.flatMap(measureFunctions);
  const docs = product.map(countExportDocs);
  const fileMedian = median(product.map(countLines));
  const functionMedian = median(sizes.filter(({ isNamed }) => isNamed).map(({ lines }) => lines));
  const total = docs.reduce((sum, { total: count }) => sum + count, 0);
  const undocumented = docs.flatMap(({ undocumented: places }) => places);
  const percent = total === 0 ? 100 : (100 * (total - undocumented.length)) / total;
  const findings = [
    ...over('shared, bot, apps', 'file-median', fileMedian, maxMedianFileLines),
    ...over('shared, bot, apps', 'function-median', functionMedian, maxMedianFunctionLines),
    ...sizes.flatMap(({ where, lines }) => over(where, 'function-length', lines, maxFunctionLines)),
    ...(percent < minDocumentedPercent ? undocumented.map(missingDoc) : []),
  ];
  const shares = `${percent.toFixed(1)} % of ${String(total)} exports documented`;
  return {
    findings,
    facts: [`median file ${String(fileMedian)} lines, median function ${String(functionMedian)} lines, ${shares}`],
  };
}

function missingDoc(where: string): Finding {
  return { where, rule: 'export-docs', what: 'this export carries no sentence' };
}

function over(where: string, rule: string, lines: number, limit: number): readonly Finding[] {
  return lines > limit ? [{ where, rule, what: `${String(lines)} lines, at most ${String(limit)}` }] : [];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
