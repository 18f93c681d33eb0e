// A second run of what failed replaces the first one's word, and says so.
import { failedFiles, mergeReports, toldAgain, type JestReport } from '../../support/launch/rerunFailed.mjs';

type Outcome = 'passed' | 'failed' | 'pending';

/** A report of files with their tests; a file without tests could not run. */
function report(files: Readonly<Record<string, readonly Outcome[]>>): JestReport {
  const all = Object.values(files).flat();
  const count = (wanted: Outcome): number => all.filter((outcome) => outcome === wanted).length;
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    numRuntimeErrorTestSuites: Object.values(files).filter((tests) => tests.length === 0).length,
    testResults: Object.entries(files).map(([name, tests]) => ({
      name,
      status: tests.length === 0 || tests.includes('failed') ? 'failed' : 'passed',
      assertionResults: tests.map((status) => ({ status })),
    })),
  };
}

const counts = ({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites }: JestReport): readonly number[] => [
  numPassedTests,
  numFailedTests,
  numRuntimeErrorTestSuites,
];

describe('a second run', () => {
  const first = report({ '/r/a.test.ts': ['passed', 'passed'], '/r/b.test.ts': ['passed', 'failed', 'failed'] });

  it('is of the files in which something failed or that could not run', () => {
    expect(failedFiles(report({ a: ['passed'], b: ['failed'], c: [] }))).toEqual(['b', 'c']);
    expect(failedFiles(undefined)).toEqual([]);
  });

  it('that passes makes the whole pass, each test counted once, and the file is named', () => {
    const second = report({ '/r/b.test.ts': ['passed', 'passed', 'passed'] });
    expect(counts(mergeReports(first, second))).toEqual([5, 0, 0]);
    expect(toldAgain('integration', first, second, '/r')).toBe(
      'integration: failed beside other tests and passed alone: b.test.ts',
    );
  });

  it('that fails is what counts, and excuses nothing', () => {
    const second = report({ '/r/b.test.ts': ['passed', 'passed', 'failed'] });
    expect(counts(mergeReports(first, second))).toEqual([4, 1, 0]);
    expect(toldAgain('integration', first, second, '/r')).toBeUndefined();
  });

  it('that cannot run counts as a failure', () => {
    expect(counts(mergeReports(first, report({ '/r/b.test.ts': [] })))).toEqual([2, 0, 1]);
  });
});
