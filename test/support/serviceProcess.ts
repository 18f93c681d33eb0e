// The built service as a process of its own, as `npm run serve` runs it.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serviceFlags } from './launch/serviceFlags.mjs';
import { until } from './until.ts';

const repository = join(__dirname, '../..');
const main = join(repository, 'dist/bot/main.js');

/** How a run of the program ended. */
export interface Ended {
  readonly code: number | null;
  readonly said: string;
}

function launch(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  if (!existsSync(main)) throw new Error('dist/bot/main.js is missing: npm run build');
  return spawn(process.execPath, [...serviceFlags, main, ...args], {
    env: { ...process.env, ...env },
    cwd: repository,
  });
}

/** Runs the program to its end. */
export async function runProgram(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = launch(args, env);
  let said = '';
  child.stdout?.on('data', (bytes: Buffer) => (said += bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

/** A service that is up. */
export interface RunningService {
  /** Everything it wrote to its log so far. */
  log(): string;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
  /** A signal that does not end it. */
  signal(signal: 'SIGHUP'): void;
}

/** Starts the service and waits until /readyz says so. */
export async function startServiceProcess(target: {
  readonly configPath: string;
  readonly env: Readonly<Record<string, string>>;
  readonly serviceUrl: string;
}): Promise<RunningService> {
  const child = launch(['serve', '--config', target.configPath], target.env);
  let said = '';
  child.stdout?.on('data', (bytes: Buffer) => (said += bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`the service ended: ${said}`);
    const answer = await fetch(`${target.serviceUrl}/readyz`).catch(() => null);
    return answer?.status === 200;
  }, 30_000);
  return {
    log: () => said,
    signal: (signal) => {
      child.kill(signal);
    },
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
