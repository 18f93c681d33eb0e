// Programs beside this process: all of them are ended with it, and nothing they say is lost when they fail.
import { spawn, type ChildProcess } from 'node:child_process';

/** One program that was started. */
export interface Program {
  readonly pid: number;
  /** Exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  hasEnded(): boolean;
  /** The last of what it wrote. */
  tail(): string;
  /** Sends a signal and resolves when it has ended; one that takes too long is ended by force. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const stopMs = 5_000;
const keptChars = 4_000;

const running = new Set<ChildProcess>();
let isWatching = false;

/** Starts a program in `cwd`, the leader of a group of its own: what it starts itself ends with it. */
export function startProgram(command: string, args: readonly string[], cwd: string): Program {
  watchExit();
  const child = spawn(command, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-keptChars);
    });
  }
  const ended = new Promise<number | null>((done) => {
    const end = (code: number | null): void => {
      running.delete(child);
      done(code);
    };
    child.once('error', (error) => {
      words += error.message;
      end(127);
    });
    child.once('close', end);
  });
  return {
    pid: child.pid ?? 0,
    ended,
    hasEnded: () => !running.has(child),
    tail: () => words,
    stop: (signal = 'SIGTERM') => stop(child, ended, signal),
  };
}

async function stop(child: ChildProcess, ended: Promise<unknown>, signal: NodeJS.Signals): Promise<void> {
  if (running.has(child)) {
    child.kill(signal);
    const late = setTimeout(() => {
      killGroup(child);
    }, stopMs);
    await ended;
    clearTimeout(late);
  }
  killGroup(child);
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

function watchExit(): void {
  if (isWatching) return;
  isWatching = true;
  process.once('exit', () => {
    for (const child of running) killGroup(child);
  });
}
