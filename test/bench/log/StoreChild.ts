// The load's end of the process that holds the store.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { serviceFlags } from '../../support/launch/serviceFlags.mjs';
import type { StoreAsk, StoreTold, ToldMessage } from './storeAsks.ts';

interface Waiter {
  readonly resolve: (told: StoreTold) => void;
  readonly reject: (fault: Error) => void;
}

/** A store in a process of its own. */
export class StoreChild {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiter>();
  private last = 0;

  private constructor(child: ChildProcess) {
    this.child = child;
    child.on('message', (message: ToldMessage) => this.hear(message));
    child.once('exit', (code) => this.refuseAll(`the process with the store has ended (${code ?? 'killed'})`));
  }

  /** Starts the process with the store at `place`; resolves when it is open. */
  static async start(place: string): Promise<StoreChild> {
    const child = fork(join(import.meta.dirname, 'storeProcess.ts'), [place], {
      execArgv: [...serviceFlags, '--import', 'tsx'],
    });
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('the store did not open'))),
    ]);
    return new StoreChild(child);
  }

  ask(ask: StoreAsk): Promise<StoreTold> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, ask });
    });
  }

  /** Closes the store and ends the process. */
  async stop(): Promise<void> {
    await this.ask({ kind: 'close' });
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }

  private hear({ id, told, fault }: ToldMessage): void {
    const waiter = this.waiting.get(id);
    this.waiting.delete(id);
    if (fault !== undefined) waiter?.reject(new Error(fault));
    else waiter?.resolve(told ?? {});
  }

  private refuseAll(reason: string): void {
    for (const { reject } of this.waiting.values()) reject(new Error(reason));
    this.waiting.clear();
  }
}
