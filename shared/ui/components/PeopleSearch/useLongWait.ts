// Tells of a wait only when it is long enough to be noticed: a sign that flickers with every key is none.
import { useEffect, useState } from 'react';

const noticedMs = 300;

/** True once `isWaiting` has been true for a while without a break. */
export function useLongWait(isWaiting: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => {
      setLong(true);
    }, noticedMs);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isWaiting]);
  return isLong;
}
