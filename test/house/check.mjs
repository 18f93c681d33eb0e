// `npm run check`: every check of the house, two at a time, one line each; ends with 1 when any of them fails.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from '../support/launch/ensureInstalled.mjs';
import { binOf, runNode } from '../support/launch/runTool.mjs';

const atOnce = 2;
/** Git keeps no empty folder, so a room that is still empty is not there in a fresh clone. */
const cruised = ['bot', 'shared', 'teams-app', 'outlook-addin', 'manifests', 'test'].filter((room) => existsSync(room));

/** A check written in TypeScript beside this file. */
const own = (name) => ['--import', ['tsx', path.join('test', 'house', `${name}.ts`)]];

await ensureInstalled();
const checks = new Map([
  ['lint', [binOf('eslint'), ['.', '--max-warnings', '0']]],
  ['types', [binOf('typescript', 'tsc'), ['--noEmit', '-p', '.']]],
  ['format', [binOf('prettier'), ['--check', '--log-level', 'warn', '.']]],
  ['imports', [binOf('dependency-cruiser', 'depcruise'), ['--config', '.dependency-cruiser.mjs', ...cruised]]],
  ['unused', [binOf('knip'), ['--no-progress', '--no-config-hints']]],
  ['words', own('checkWords')],
  ['house', own('checkHouse')],
  ['budget', [path.join('test', 'house', 'checkBudget.mjs'), ['--build']]],
]);

const asked = process.argv.slice(2);
const waiting = [...checks].filter(([name]) => asked.length === 0 || asked.includes(name));
const failed = [];
await Promise.all(Array.from({ length: atOnce }, work));
console.log(failed.length === 0 ? 'check: all well' : `check: ${failed.join(', ')} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function work() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [name, [script, args]] = next;
    const startedAt = performance.now();
    const { code, output } = await runNode(script, args);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(8)} ${seconds.padStart(5)} s`);
    if (code === 0) continue;
    failed.push(name);
    console.log(output.trim());
  }
}
