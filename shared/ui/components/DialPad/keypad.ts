// The keys of a telephone with their letters (ITU-T E.161).
import type { MessageKey } from '#shared/i18n';

/** One key: what it types, its letters, and what it types when it is held. */
export interface PadKey {
  readonly digit: string;
  readonly letters: string;
  readonly held?: string;
  /** Accessible name where the sign alone does not speak for itself. */
  readonly nameKey?: MessageKey;
}

/** The twelve keys, row by row. */
export const padKeys: readonly PadKey[] = [
  { digit: '1', letters: '' },
  { digit: '2', letters: 'ABC' },
  { digit: '3', letters: 'DEF' },
  { digit: '4', letters: 'GHI' },
  { digit: '5', letters: 'JKL' },
  { digit: '6', letters: 'MNO' },
  { digit: '7', letters: 'PQRS' },
  { digit: '8', letters: 'TUV' },
  { digit: '9', letters: 'WXYZ' },
  { digit: '*', letters: '', nameKey: 'pad.key.star' },
  { digit: '0', letters: '+', held: '+', nameKey: 'pad.key.zero' },
  { digit: '#', letters: '', nameKey: 'pad.key.hash' },
];
