// Turns what a synchronous keeper gives or throws into a promise.

/** A promise of what `work` gives, done on the spot; it rejects with what `work` throws. */
export function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
