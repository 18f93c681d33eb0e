// Keeps every pending timer of the sandbox in one place, so that closing leaves none behind.

/** Timers that end together. */
export class Timers {
  private readonly pending = new Set<NodeJS.Timeout>();

  /** Runs `action` after `delayMs`; the returned function forgets it. */
  after(delayMs: number, action: () => void): () => void {
    const timer = setTimeout(() => {
      this.pending.delete(timer);
      action();
    }, delayMs);
    this.pending.add(timer);
    return () => {
      clearTimeout(timer);
      this.pending.delete(timer);
    };
  }

  /** Resolves after `delayMs`; never, when the timers are cleared first. */
  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve));
  }

  clear(): void {
    for (const timer of this.pending) clearTimeout(timer);
    this.pending.clear();
  }
}
