// Counts one jest run: what passed, what failed, and what broke without being a test.

/**
 * `results` is jest's JSON (undefined when it wrote none), `end` is { code, hung } of its process. A suite file that
 * could not run, open handles that kept jest alive, and an exit code nobody explains each count as one failure.
 */
export function countResults(suite, results, end) {
  if (!results) {
    console.error(`${suite}: jest ended with code ${end.code} and reported nothing`);
    return { passed: 0, failed: 1 };
  }
  let failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  if (end.hung) {
    console.error(`${suite}: something was left open and kept jest alive (see npx jest --detectOpenHandles)`);
    failed += 1;
  }
  if (failed === 0 && end.code !== 0) {
    console.error(`${suite}: jest ended with code ${end.code} although no test failed`);
    failed += 1;
  }
  if (results.numPendingTests > 0) console.log(`${suite}: ${results.numPendingTests} skipped`);
  return { passed: results.numPassedTests, failed };
}
