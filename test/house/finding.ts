// Shapes of what the house checks read and say, and how they say it.

/** One text file of the repository; `path` is relative to it, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One broken rule at one place. */
export interface Finding {
  readonly where: string;
  readonly rule: string;
  readonly what: string;
}

/** Prints findings one a line and sets the exit code of the process. */
export function report(findings: readonly Finding[], facts: readonly string[]): void {
  for (const { where, rule, what } of findings) console.log(`${where}: ${what} [${rule}]`);
  for (const fact of facts) console.log(fact);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
