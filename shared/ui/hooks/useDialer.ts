// Hands the ways to dial to every component that shows a number.
import { createContext, useContext } from 'react';
import type { AskedClass } from '#shared/contracts';
import type { TraceStep } from '#shared/domain/number';

/** Why a person is asked before a number is called; `unchecked`: short, and its kind is not known (yet). */
export type AskReason = AskedClass | 'unchecked';

/** What a person is asked before it is called (product D7). */
export interface DialQuestion {
  readonly number: string;
  readonly reason: AskReason;
  /** How it is called after a yes; `copy`: nothing here can call it. */
  readonly way: 'tel' | 'ring' | 'copy';
  /** The E.164 link of a meeting's number, with the codes behind it. */
  readonly withCodes?: string;
  /** A line shared with the caller that the call is placed from. */
  readonly fromLine?: string;
}

/** What a dial plan makes of a number, and the steps that changed it (product D6). */
export interface DialledAs {
  readonly shown: string;
  readonly steps: readonly TraceStep[];
}

/** What can be done with a number here. A missing action hides its control. */
export interface Dialer {
  readonly format: (number: string) => string;
  /**
   * The `tel:` link; null for what must not be dialled from a click (no number, a service code). `withCodes`: the E.164
   * link of a meeting's number, whose codes are kept.
   */
  readonly telUri: (number: string, withCodes?: string) => string | null;
  /** Why the person is asked before this is called; undefined: a click calls. */
  readonly askReason: (number: string) => AskReason | undefined;
  readonly onAsk: (question: DialQuestion) => void;
  /** What the dial plan makes of a typed number; undefined where it changes nothing. */
  readonly dialledAs: (number: string) => DialledAs | undefined;
  /** The way a plain click takes. */
  readonly preferred: 'tel' | 'ring' | 'copy';
  /** A `tel:` link was followed. Missing: this host does not open such links. */
  readonly onLaunch?: (number: string) => void;
  /** The PBX rings my phone, then dials. `isConfirmed`: the person was asked and said yes; `fromLine`: from this shared line. */
  readonly onRing?: (number: string, isConfirmed?: boolean, fromLine?: string) => void;
  readonly onCopy: (number: string) => void;
  /** The person chose a way: it becomes the plain click's. */
  readonly onPrefer: (way: 'tel' | 'ring') => void;
}

/** Nothing can be dialled: numbers are shown as they are. */
export const noDialer: Dialer = {
  format: (number) => number,
  telUri: () => null,
  askReason: () => undefined,
  onAsk: () => undefined,
  dialledAs: () => undefined,
  preferred: 'copy',
  onCopy: () => undefined,
  onPrefer: () => undefined,
};

/** Nothing can be dialled until a provider says otherwise. */
export const DialerContext = createContext<Dialer>(noDialer);

/** The dialer of the surrounding `UiProvider`. */
export function useDialer(): Dialer {
  return useContext(DialerContext);
}
