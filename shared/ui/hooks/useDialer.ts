// Hands the ways to dial to every component that shows a number.
import { createContext, useContext } from 'react';

/** What can be done with a number here. A missing action hides its control. */
export interface Dialer {
  readonly format: (number: string) => string;
  /** The `tel:` link; null for what must not be dialled from a click (no number, a service code). */
  readonly telUri: (number: string) => string | null;
  /** The way a plain click takes. */
  readonly preferred: 'tel' | 'ring' | 'copy';
  /** A `tel:` link was followed. Missing: this host does not open such links. */
  readonly onLaunch?: (number: string) => void;
  /** The PBX rings my phone, then dials. `isConfirmed`: the person was asked, as service codes need. */
  readonly onRing?: (number: string, isConfirmed?: boolean) => void;
  readonly onCopy: (number: string) => void;
  /** The person chose a way: it becomes the plain click's. */
  readonly onPrefer: (way: 'tel' | 'ring') => void;
}

const none: Dialer = {
  format: (number) => number,
  telUri: () => null,
  preferred: 'copy',
  onCopy: () => undefined,
  onPrefer: () => undefined,
};

/** Nothing can be dialled until a provider says otherwise. */
export const DialerContext = createContext<Dialer>(none);

/** The dialer of the surrounding `UiProvider`. */
export function useDialer(): Dialer {
  return useContext(DialerContext);
}
