// Waits for an answer only so long: what comes later is for those who ask later.

/** What `work` gives, or `late` after `ms` milliseconds. Rejects as `work` does when that is in time. */
export async function withPatience<Value, Late>(work: Promise<Value>, ms: number, late: Late): Promise<Value | Late> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<Late>((resolve) => {
    timer = setTimeout(() => {
      resolve(late);
    }, ms);
  });
  work.catch(() => undefined); // when nobody waits for it any more
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
