// The process that watches, as its parent sees it.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { usageOf, type Usage } from '../relay/processUsage.ts';
import type { WatchLink, WatchOrder, WatchReport } from './watchMessages.ts';

const program = join(import.meta.dirname, 'watchProcess.ts');

/** One of them. */
export class WatchChild {
  private readonly child: ChildProcess;

  constructor(order: WatchOrder) {
    this.child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(order)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    process.once('exit', () => this.child.kill('SIGKILL'));
  }

  /** Resolves when every line is subscribed. */
  up(): Promise<WatchLink> {
    return this.next((message): message is WatchLink => (message as WatchLink | WatchReport).kind === 'link');
  }

  report(): Promise<WatchReport> {
    const told = this.next((message): message is WatchReport => (message as WatchLink | WatchReport).kind === 'report');
    this.child.send('report');
    return told;
  }

  reset(): void {
    this.child.send('reset');
  }

  usage(): Usage | null {
    return usageOf(this.child.pid ?? 0);
  }

  stop(): void {
    this.child.kill('SIGTERM');
  }

  private next<Message>(isWanted: (message: unknown) => message is Message): Promise<Message> {
    return new Promise((done, fail) => {
      const end = (code: number | null): void => {
        fail(new Error(`the process that watches ended with ${String(code)}`));
      };
      const hear = (message: unknown): void => {
        if (!isWanted(message)) return;
        this.child.off('message', hear).off('exit', end);
        done(message);
      };
      this.child.on('message', hear).once('exit', end);
    });
  }
}
