// Holds words for screen readers back until they have stood still: with every key pressed there would be others.
import { useEffect, useRef, type RefObject } from 'react';

const calmMs = 500;

/** For an empty live region: it says `text` once that has not changed for half a second. */
export function useCalmWords(text: string): RefObject<HTMLDivElement | null> {
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Not a state: nothing on the page depends on what was said.
    const timer = setTimeout(() => {
      if (region.current !== null) region.current.textContent = text;
    }, calmMs);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return region;
}
