// `npm run -s corpus -- [DIR] [given|kept|all] [--fails N]`: holds our functions against an outside corpus, where there is one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportPresidio } from './presidio.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const halves = new Set(['given', 'kept', 'all']);

/** Words in any order: one of the halves, or the corpus folder; what begins with `--` goes to the corpus's runner as it is. */
function readArguments(words) {
  const at = words.findIndex((word) => word.startsWith('--'));
  const own = at === -1 ? words : words.slice(0, at);
  return {
    dir: resolve(own.find((word) => !halves.has(word)) ?? join(here, '../../../shared/corpora')),
    half: own.find((word) => halves.has(word)) ?? 'all',
    rest: at === -1 ? [] : words.slice(at),
  };
}

const { dir, half, rest } = readArguments(process.argv.slice(2));
const runner = join(dir, 'run/run_check.mjs');
if (existsSync(runner)) {
  const { status } = spawnSync(process.execPath, [runner, join(here, 'adapter.mjs'), half, ...rest], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
  const { findPhones } = await import('./adapter.mjs');
  reportPresidio(dir, half, findPhones, rest.includes('--fails'));
} else console.log(`no corpus at ${dir}: nothing was run`);
