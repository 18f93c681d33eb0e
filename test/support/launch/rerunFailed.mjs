// A second look at test files that failed beside others: run once more, alone. What passes then is counted as passed and told by name.
import path from 'node:path';

/** Files of jest's JSON report in which something failed. */
export function failedFiles(results) {
  return (results?.testResults ?? []).filter(({ status }) => status === 'failed').map(({ name }) => name);
}

/** jest's report as if only the second run of its failed files had been: their first tests are taken out, the second ones put in. */
export function mergeReports(first, second) {
  const again = new Set(failedFiles(first));
  const tests = first.testResults
    .filter(({ name }) => again.has(name))
    .flatMap(({ assertionResults }) => assertionResults);
  const count = (status) => tests.filter((test) => test.status === status).length;
  return {
    ...first,
    numPassedTests: first.numPassedTests - count('passed') + second.numPassedTests,
    numFailedTests: second.numFailedTests,
    numPendingTests: first.numPendingTests - count('pending') + second.numPendingTests,
    numRuntimeErrorTestSuites: second.numRuntimeErrorTestSuites,
  };
}

/** One line for people: which files needed the second run, and which failed in it too. */
export function toldAgain(suite, first, second, rootDir) {
  const stillFailed = new Set(failedFiles(second));
  const names = failedFiles(first).filter((name) => !stillFailed.has(name));
  if (names.length === 0) return undefined;
  const files = names.map((name) => path.relative(rootDir, name)).join(', ');
  return `${suite}: failed beside other tests and passed alone: ${files}`;
}
