// Runs jest once over one suite, in a process of its own, and notices when it does not end.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { binOf, rootDir } from './runTool.mjs';

const pollMs = 1_000;
const graceMs = 30_000;
/** Integration tests wait for sockets and clocks much of their time: three of them side by side keep two cores busy. */
const workers = { integration: 3 };
const sequencer = fileURLToPath(new URL('./LongestFirst.mjs', import.meta.url));

/** Resolves to { code, hung }; `hung` means the results were written but jest had to be ended by force. */
export function runJest({ suite, jestArgs, outputFile, env }) {
  const args = [binOf('jest'), '--selectProjects', suite, '--passWithNoTests', '--json', '--outputFile', outputFile];
  args.push(...planOf(suite, jestArgs), ...jestArgs);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: rootDir,
      env: { ...process.env, ...env },
      // jest --json keeps the report on stderr and writes only a note about the file to stdout.
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let writtenAt = 0;
    let hung = false;
    const watch = setInterval(() => {
      if (writtenAt === 0 && existsSync(outputFile)) writtenAt = Date.now();
      if (writtenAt === 0 || Date.now() - writtenAt < graceMs) return;
      hung = true;
      child.kill('SIGKILL');
    }, pollMs);
    const pass = (signal) => child.kill(signal);
    process.once('SIGTERM', pass);
    child.on('error', () => resolve({ code: 127, hung: false }));
    child.on('close', (code) => {
      clearInterval(watch);
      process.removeListener('SIGTERM', pass);
      resolve({ code: code ?? 1, hung });
    });
  });
}

/** How many files at a time and in which order, where the words for jest say nothing of that. */
export function planOf(suite, jestArgs) {
  const says = (pattern) => jestArgs.some((arg) => pattern.test(arg));
  const isOrdered = suite !== 'unit' && !says(/^--(?:shard|onlyFailures|testSequencer)\b/u);
  const isCounted = workers[suite] !== undefined && !says(/^(?:-w|-i$|--maxWorkers\b|--runInBand$)/u);
  return [
    ...(isOrdered ? ['--testSequencer', sequencer] : []),
    ...(isCounted ? ['--maxWorkers', String(workers[suite])] : []),
  ];
}
