// The processes of a bench: started with a ready line or a probe, all stopped when the bench ends in whatever way.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/** A process and how it ended. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Exit code, or null when a signal ended it. */
  readonly exited: Promise<number | null>;
  hasExited(): boolean;
  stop(): Promise<number | null>;
  /** Ends it at once, as `kill -9` does. */
  kill(): Promise<number | null>;
}

/** How a process is started. */
export interface ChildStart {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Where its output goes; without, the first line is read as JSON. */
  readonly logFile?: string;
}

const stopMs = 15_000;
const readyMs = 60_000;
const keptErrorChars = 4000;

/** All children of one bench. */
export class Children {
  private readonly running = new Set<ChildProcess>();

  constructor() {
    process.once('exit', () => {
      this.killAll();
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  }

  /** Starts a Node process that prints one JSON line when it is ready. */
  async startReady(start: ChildStart): Promise<{ readonly child: Child; readonly ready: unknown }> {
    const { process: own, child } = this.spawn(start);
    const line = await firstLine(own, start.name);
    return { child, ready: JSON.parse(line) as unknown };
  }

  /** Starts a Node process whose output goes to a file. */
  start(start: ChildStart): Child {
    return this.spawn(start).child;
  }

  killAll(): void {
    for (const child of this.running) child.kill('SIGKILL');
  }

  private spawn(start: ChildStart): { readonly process: ChildProcess; readonly child: Child } {
    const own = spawn(process.execPath, start.args, {
      cwd: start.cwd,
      env: { ...process.env, ...start.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.running.add(own);
    const exited = new Promise<number | null>((resolve) => {
      own.once('exit', (code) => {
        this.running.delete(own);
        resolve(code);
      });
    });
    if (start.logFile !== undefined) {
      const log = createWriteStream(start.logFile, { flags: 'a' });
      own.stdout.pipe(log, { end: false });
      own.stderr.pipe(log, { end: false });
    }
    const child: Child = {
      name: start.name,
      pid: own.pid ?? 0,
      exited,
      hasExited: () => !this.running.has(own),
      stop: () => stop(own, exited),
      kill: () => {
        own.kill('SIGKILL');
        return exited;
      },
    };
    return { process: own, child };
  }
}

async function stop(own: ChildProcess, exited: Promise<number | null>): Promise<number | null> {
  own.kill('SIGTERM');
  const late = setTimeout(() => own.kill('SIGKILL'), stopMs);
  const code = await exited;
  clearTimeout(late);
  return code;
}

function firstLine(own: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    let faults = '';
    const limit = setTimeout(() => {
      reject(new Error(`${name} was not ready in ${String(readyMs / 1000)} s`));
    }, readyMs);
    own.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      faults = (faults + chunk).slice(-keptErrorChars);
    });
    own.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      if (text.includes('\n')) return;
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(limit);
      resolve(text.slice(0, text.indexOf('\n')));
    });
    own.once('exit', () => {
      clearTimeout(limit);
      reject(new Error(`${name} ended before it was ready:\n${faults}`));
    });
  });
}
