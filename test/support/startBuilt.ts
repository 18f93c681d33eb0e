// A built program of this repository as a process of its own, as people run it, so that it can be killed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(__dirname, '../..');

/** A program that runs. */
export interface BuiltProcess {
  /** Everything it wrote so far. */
  said(): string;
  /** Its exit code; null after a signal that it could not catch. */
  readonly ended: Promise<number | null>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
}

/** Starts the service (`main`) or the site connector. Built, for to compile the sources at every start takes most of a test's time. */
export function startBuilt(
  program: 'main' | 'connector',
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): BuiltProcess {
  const file = join(repository, 'dist/bot', `${program}.js`);
  if (!existsSync(file)) throw new Error(`${file} is missing: npm run build`);
  const child = spawn(process.execPath, [file, ...args], { env: { ...process.env, ...env }, cwd: repository });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    said: () => said,
    ended,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
