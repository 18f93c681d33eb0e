// Types of the launch scripts for the tests: the scripts themselves must run before anything is installed.

declare module '*/launch/runTool.mjs' {
  export const rootDir: string;
  export function binOf(packageName: string, command?: string): string;
}
declare module '*/launch/checkNode.mjs' {
  export function isNodeNewEnough(version: string): boolean;
}
declare module '*/launch/ensureInstalled.mjs' {
  export function isInstalled(dir: string): boolean;
}
declare module '*/launch/ensureBuilt.mjs' {
  export function hashInputs(dir: string, names: readonly string[]): string;
}
declare module '*/launch/choosePort.mjs' {
  export function choosePort(wanted: number): Promise<number>;
}
declare module '*/launch/startChild.mjs' {
  export function readableLine(line: string): string | undefined;
}
declare module '*/launch/runSuites.mjs' {
  export function readArguments(args: readonly string[]): { chosen: readonly string[]; jestArgs: readonly string[] };
}
declare module '*/launch/countResults.mjs' {
  export interface JestResults {
    readonly numPassedTests: number;
    readonly numFailedTests: number;
    readonly numRuntimeErrorTestSuites: number;
    readonly numPendingTests: number;
  }
  export interface JestEnd {
    readonly code: number;
    readonly hung: boolean;
  }
  export function countResults(
    suite: string,
    results: JestResults | undefined,
    end: JestEnd,
  ): { passed: number; failed: number };
}
