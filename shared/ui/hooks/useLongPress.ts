// Tells a long press from a click, for mouse, pen and touch.
import { useEffect, useRef } from 'react';

const longPressMs = 500;

/** Handlers for a button: `onPress` for a click or a key, `onLongPress` once when it is held; then no `onPress` follows. */
export interface LongPressHandlers {
  readonly onPointerDown: () => void;
  readonly onPointerUp: () => void;
  readonly onPointerLeave: () => void;
  readonly onContextMenu: (event: { preventDefault(): void }) => void;
  readonly onClick: () => void;
}

/** Long-press handling of one button. Without `onLongPress` it is a plain button. */
export function useLongPress(onPress: () => void, onLongPress?: () => void): LongPressHandlers {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasLong = useRef(false);
  const stop = (): void => {
    clearTimeout(timer.current);
  };
  useEffect(() => stop, []);
  return {
    onPointerDown: () => {
      wasLong.current = false;
      stop();
      if (onLongPress === undefined) return;
      timer.current = setTimeout(() => {
        wasLong.current = true;
        onLongPress();
      }, longPressMs);
    },
    onPointerUp: stop,
    onPointerLeave: stop,
    // Android opens the context menu on a long press.
    onContextMenu: (event) => {
      if (onLongPress !== undefined) event.preventDefault();
    },
    onClick: () => {
      if (!wasLong.current) onPress();
      wasLong.current = false;
    },
  };
}
