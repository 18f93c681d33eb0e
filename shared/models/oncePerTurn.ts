// Runs an action once for all the calls of one turn of the event loop.

/** A function that plans `action` for the end of this turn; further calls until then change nothing. */
export function oncePerTurn(action: () => void): () => void {
  let isPlanned = false;
  return () => {
    if (isPlanned) return;
    isPlanned = true;
    queueMicrotask(() => {
      isPlanned = false;
      action();
    });
  };
}
