// Runs the chosen suites one after the other in jest and adds up what passed and failed.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt, ensureGallery } from './ensureBuilt.mjs';
import { ensureInstalled } from './ensureInstalled.mjs';
import { chromiumHint, ensureChromium } from './findChromium.mjs';
import { ensureKamailio, kamailioHint } from './findKamailio.mjs';
import { ensurePostgres, isJudging, postgresHint } from './findPostgres.mjs';
import { countResults } from './countResults.mjs';
import { failedFiles, mergeReports, toldAgain } from './rerunFailed.mjs';
import { runJest } from './runJest.mjs';
import { rootDir } from './runTool.mjs';

const suites = ['unit', 'integration', 'e2e'];
/** More failed files than this are no accident of a busy machine. */
const mostAgain = 4;

/** Suites to run and words for jest: `npm test -- unit -t name` runs only the unit tests that match. */
export function readArguments(args) {
  const chosen = suites.filter((suite) => args.includes(suite));
  return { chosen: chosen.length > 0 ? chosen : suites, jestArgs: args.filter((arg) => !suites.includes(arg)) };
}

/** Runs everything and resolves to the exit code. The last line printed is `N passed, N failed`. */
export async function runSuites(args) {
  const { chosen, jestArgs } = readArguments(args);
  await ensureInstalled();
  if (chosen.includes('integration') || chosen.includes('e2e')) await ensureBuilt();
  if (chosen.includes('e2e')) await ensureGallery();
  const chromiumPath = chosen.includes('e2e') ? await ensureChromium() : undefined;
  const withoutPbx = chosen.includes('integration') && !(await ensureKamailio()) ? withoutKamailio() : undefined;
  const hasPostgres = !chosen.includes('integration') || (await ensurePostgres());
  const total = { passed: 0, failed: (withoutPbx?.failed ?? 0) + (hasPostgres ? 0 : withoutPostgres()) };
  for (const suite of chosen) {
    const { passed, failed } =
      suite === 'e2e' && !chromiumPath
        ? withoutBrowser()
        : await runSuite(suite, [...jestArgs, ...(withoutPbx?.jestArgs ?? [])], chromiumPath);
    total.passed += passed;
    total.failed += failed;
  }
  if (total.passed + total.failed === 0) console.error('No test ran.');
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

async function runSuite(suite, jestArgs, chromiumPath) {
  const env = chromiumPath ? { CHROMIUM_PATH: chromiumPath } : {};
  const { results, end } = await reportOf({ suite, jestArgs, env });
  // Unit tests measure nothing but our own code: they have no excuse. The others share two cores with servers and browsers.
  const files = suite === 'unit' || end.hung ? [] : failedFiles(results);
  if (files.length === 0 || files.length > mostAgain) return countResults(suite, results, end);
  const again = await reportOf({ suite, jestArgs: [...jestArgs, '--runInBand', '--runTestsByPath', ...files], env });
  if (again.results === undefined) return countResults(suite, results, end);
  const told = toldAgain(suite, results, again.results, rootDir);
  if (told !== undefined) console.log(told);
  return countResults(suite, mergeReports(results, again.results), again.end);
}

/** One run of jest: its JSON report (undefined when it wrote none) and how its process ended. */
async function reportOf({ suite, jestArgs, env }) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hookswitch-test-'));
  const outputFile = path.join(dir, 'results.json');
  try {
    const end = await runJest({ suite, jestArgs, outputFile, env });
    return { end, results: existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : undefined };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The journeys need a browser: every file of them counts as failed when there is none. */
function withoutBrowser() {
  console.error(chromiumHint());
  const files = readdirSync(path.join(rootDir, 'test', 'e2e'), { recursive: true });
  return { passed: 0, failed: Math.max(1, files.filter((file) => /\.test\.tsx?$/.test(String(file))).length) };
}

/** The live tests are left out where there is no Kamailio; a machine that judges changes must have it. */
function withoutKamailio() {
  const mustFail = isJudging(process.env);
  console.error(kamailioHint);
  console.error(mustFail ? 'FAILED: no Kamailio to test against' : 'LEFT OUT: test/integration/kamailio.test.ts');
  return { failed: mustFail ? 1 : 0, jestArgs: ['--testPathIgnorePatterns', 'integration/kamailio'] };
}

/** The tests on PostgreSQL are left out where there is none; a machine that judges changes must have it. */
function withoutPostgres() {
  const mustFail = isJudging(process.env);
  console.error(postgresHint);
  console.error(mustFail ? 'FAILED: no PostgreSQL to test on' : 'LEFT OUT: everything that runs on PostgreSQL');
  return mustFail ? 1 : 0;
}
