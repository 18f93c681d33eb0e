// Types of the launch scripts for the tests: the scripts themselves must run before anything is installed.

declare module '*/launch/runTool.mjs' {
  export const rootDir: string;
  export function binOf(packageName: string, command?: string): string;
}
declare module '*/launch/serviceFlags.mjs' {
  export const serviceFlags: readonly string[];
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
declare module '*/launch/rerunFailed.mjs' {
  export interface JestReport {
    readonly numPassedTests: number;
    readonly numFailedTests: number;
    readonly numRuntimeErrorTestSuites: number;
    readonly numPendingTests: number;
    readonly testResults: readonly {
      readonly name: string;
      readonly status: 'passed' | 'failed';
      readonly assertionResults: readonly { readonly status: 'passed' | 'failed' | 'pending' }[];
    }[];
  }
  export function failedFiles(results: JestReport | undefined): readonly string[];
  export function mergeReports(first: JestReport, second: JestReport): JestReport;
  export function toldAgain(suite: string, first: JestReport, second: JestReport, rootDir: string): string | undefined;
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
declare module '*/launch/findPostgres.mjs' {
  /** What the launcher asks of a machine. */
  export interface PostgresMachine {
    answers(): boolean;
    isInstalled(): boolean;
    canInstall(): boolean;
    install(): Promise<string>;
  }
  type Environment = Readonly<Record<string, string | undefined>>;
  export function isJudging(env: Environment): boolean;
  export function postgresUrl(env?: Environment, account?: string): string;
  export function probePostgres(url: string): string | undefined;
  export function postgresPrograms(): string | undefined;
  export function ensurePostgres(machine?: PostgresMachine): Promise<boolean>;
  export function choosePostgres(parts: {
    readonly url: string;
    readonly probe: (url: string) => string | undefined;
    readonly isInstalled: () => boolean;
    readonly start: () => string;
    readonly mustBeThere: boolean;
    readonly say: (text: string) => void;
  }): string | undefined;
}
