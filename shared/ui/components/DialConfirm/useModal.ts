// Opens a `<dialog>` above the page and gives the focus back when it goes.
import { useLayoutEffect, useRef, type RefObject } from 'react';

/** For the dialog element: modal while it is mounted. Who opened it has the focus again afterwards. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const root = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = root.current;
    const opener = document.activeElement;
    // Absent where nothing is laid out (tests in jsdom): there the dialog is open, and modal for nobody.
    if (typeof dialog?.showModal === 'function') dialog.showModal();
    else dialog?.setAttribute('open', '');
    dialog?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => {
      // While it is modal nothing else takes the focus.
      if (typeof dialog?.close === 'function') dialog.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return root;
}
