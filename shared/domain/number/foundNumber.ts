// Says what is known of a phone number found in a text.
import type { Leniency } from './CandidateReader.ts';

/** What a label near a number says it reaches. */
export type NumberKind = 'business' | 'direct' | 'fax' | 'home' | 'main' | 'mobile' | 'pager';

/** How to read the source. */
export interface FindOptions {
  /** ISO 3166 country of numbers written without `+`; without it only international numbers are found. */
  readonly country?: string | undefined;
  /** POSSIBLE finds also what only has the length of a number. @default 'VALID' */
  readonly leniency?: Leniency | undefined;
  /** True where the source is HTML: positions then count in the reduced text, which `readText` gives. */
  readonly html?: boolean | undefined;
}

/** One phone number of a text. `start` and `end` are UTF-16 positions, end exclusive. */
export interface FoundNumber {
  readonly start: number;
  readonly end: number;
  /** The number as it is written. */
  readonly text: string;
  /** `+33199002014`. */
  readonly e164: string;
  /** ISO 3166 country of the number, where its plan belongs to one. */
  readonly country?: string;
  /** What the label near the number says. */
  readonly kind?: NumberKind;
  /** The label as it is written: `Tél.`, `Mobile`. */
  readonly label?: string;
  /** Extension behind the number, digits. */
  readonly ext?: string;
  /** What the text wants sent after connecting: `,,123456789#`; of `,`, `;`, `*`, `#` and digits only. */
  readonly postDial?: string;
  /** True inside a quoted reply: it ranks below the newest part. */
  readonly isQuoted: boolean;
}
