// The measured process over its lives: a killed one and its successor count as one in CPU and memory.
import type { Child } from './Children.ts';
import { usageOf, type Usage } from './processUsage.ts';

/** One life of the process. */
export interface Life {
  readonly child: Child;
  readonly startedUs: number;
  /** From its start until it answered as ready. */
  readonly readySeconds: number;
}

/** The lives so far; the last one is under way. */
export class Lives {
  private readonly lives: Life[] = [];
  private buried: Usage = { cpuSeconds: 0, peakRssMiB: 0 };

  add(life: Life): void {
    this.lives.push(life);
  }

  get first(): Life {
    return this.at(0);
  }

  get last(): Life {
    return this.at(-1);
  }

  /** CPU of all lives and the highest peak among them; null where there is no /proc. */
  usage(): Usage | null {
    const now = usageOf(this.last.child.pid);
    if (now === null) return null;
    const { cpuSeconds, peakRssMiB } = this.buried;
    return { cpuSeconds: cpuSeconds + now.cpuSeconds, peakRssMiB: Math.max(peakRssMiB, now.peakRssMiB) };
  }

  /** Ends the present life at once. */
  async kill(): Promise<void> {
    this.buried = this.usage() ?? this.buried;
    await this.last.child.kill();
  }

  /** Asks the present life to end. */
  stop(): Promise<number | null> {
    return this.last.child.stop();
  }

  private at(index: number): Life {
    const life = this.lives.at(index);
    if (life === undefined) throw new Error('nothing was started');
    return life;
  }
}
