// The service process over its lives: started, waited for, killed, with the times of each.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { serviceFlags } from '../../support/launch/serviceFlags.mjs';
import type { Child, Children } from '../relay/Children.ts';

/** One life; times in milliseconds since the epoch. */
export interface Life {
  readonly startedAt: number;
  /** Undefined: it was killed before it was ready. */
  readonly readyAt: number | undefined;
  readonly endedAt: number;
}

/** How the service is run. */
export interface ServiceRun {
  readonly children: Children;
  /** The repository. */
  readonly root: string;
  readonly main: string;
  readonly configPath: string;
  readonly env: Readonly<Record<string, string>>;
  readonly serviceUrl: string;
  readonly logFile: string;
  /** The PBX has it logged in. */
  readonly isHeard: () => boolean;
}

const readyLimitMs = 60_000;
const pollMs = 20;
const logTailChars = 3_000;

/** The lives so far and the one under way. */
export class ServiceLives {
  readonly lives: Life[] = [];
  private readonly run: ServiceRun;
  private child: Child | undefined;
  private startedAt = 0;
  private readyAt: number | undefined;

  constructor(run: ServiceRun) {
    if (!existsSync(join(run.root, run.main))) throw new Error('the service is not built: run "npm run build" first');
    this.run = run;
  }

  /** Begins a life; it is not ready yet. */
  begin(): void {
    this.startedAt = Date.now();
    this.readyAt = undefined;
    const { children, root, env, logFile } = this.run;
    const args = this.argsOf('serve', '--config', this.run.configPath);
    this.child = children.start({ name: 'service', args, cwd: root, env: { ...env, NODE_ENV: 'production' }, logFile });
  }

  /** Resolves when the present life does its work; throws with its log when it ended or takes too long. */
  async ready(): Promise<void> {
    const limit = Date.now() + readyLimitMs;
    while (!(await this.isReady())) {
      if (this.child?.hasExited() !== false || Date.now() > limit) {
        throw new Error(`the service did not come up:\n${this.log().slice(-logTailChars)}`);
      }
      await wait(pollMs);
    }
    this.readyAt = Date.now();
  }

  /** Ends the present life as `kill -9` does. */
  async kill(): Promise<void> {
    const { startedAt, readyAt } = this;
    if (this.child?.hasExited() !== false) {
      throw new Error(`the service ended by itself:\n${this.log().slice(-logTailChars)}`);
    }
    const endedAt = Date.now();
    await this.child.kill();
    this.lives.push({ startedAt, readyAt, endedAt });
  }

  /** Asks the present life to end; gives its exit code. */
  async stop(): Promise<number | null> {
    const { startedAt, readyAt } = this;
    const code = (await this.child?.stop()) ?? null;
    this.lives.push({ startedAt, readyAt, endedAt: Date.now() });
    return code;
  }

  /** Runs another command of the program to its end, its output to `logFile`; gives its exit code. */
  command(args: readonly string[], logFile: string): Promise<number | null> {
    const { children, root, env } = this.run;
    return children.start({ name: args[0] ?? '', args: this.argsOf(...args), cwd: root, env, logFile }).exited;
  }

  /** Lines of all lives that a person must act on. */
  errorLines(): readonly string[] {
    return this.log()
      .split('\n')
      .filter((line) => /"level":"(error|fatal)"/.test(line));
  }

  private log(): string {
    return existsSync(this.run.logFile) ? readFileSync(this.run.logFile, 'utf8') : '';
  }

  private argsOf(...args: readonly string[]): readonly string[] {
    const loader = this.run.main.endsWith('.ts') ? ['--import', 'tsx'] : [];
    return [...serviceFlags, ...loader, join(this.run.root, this.run.main), ...args];
  }

  private async isReady(): Promise<boolean> {
    try {
      return this.run.isHeard() && (await fetch(`${this.run.serviceUrl}/readyz`)).status === 200;
    } catch {
      return false;
    }
  }
}
