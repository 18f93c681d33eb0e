// `npm test`: installs and builds what the tests need, runs them all, and ends in "N passed, N failed".
import { checkNode } from './support/launch/checkNode.mjs';

checkNode();
const { runSuites } = await import('./support/launch/runSuites.mjs');
process.exitCode = await runSuites(process.argv.slice(2));
