// A program of this repository run from its sources as a process of its own, so that it can be killed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const repository = join(__dirname, '../..');

/** A program that runs. */
export interface SourceProcess {
  /** Everything it wrote so far. */
  said(): string;
  /** Its exit code; null after a signal that it could not catch. */
  readonly ended: Promise<number | null>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
}

/** Starts `entry` (a path in the repository) with `args`. */
export function startSource(
  entry: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): SourceProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', join(repository, entry), ...args], {
    env: { ...process.env, ...env },
    cwd: repository,
  });
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
