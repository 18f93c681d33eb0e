// Says what a tel: URI calls: its number in E.164, the extension, and what is sent after connecting.
import { readTelUri } from './readTelUri.ts';

/** What a tel: URI calls. */
export interface ParsedTelUri {
  /** `+33199002014`. Its digits belong to a known country; whether the number can exist, `isPossible` says. */
  readonly e164: string;
  readonly ext?: string;
  /** With its pauses: `,,123456789#`. */
  readonly postDial?: string;
  /** False where the number has a length its country does not use: a local number without its area, for one. */
  readonly isPossible: boolean;
}

/** A number and the tones to send once it has answered. */
export interface SplitTelUri {
  readonly e164: string;
  /** Digits, `*`, `#`, and `,` between them; '' where there are none. */
  readonly postDial: string;
}

/**
 * Reads `tel:+33-1-99-00-20-14;ext=12`, `tel:0199002014;phone-context=+33`, in any case, with visual separators; numbers
 * without context are read as of `country`. Null for anything else.
 */
export function parseTelUri(uri: string, country?: string): ParsedTelUri | null {
  const read = readTelUri(uri, country);
  if (read === null) return null;
  const { number, ext, postDial } = read;
  return {
    e164: number.number,
    ...(ext !== undefined && { ext }),
    ...(postDial !== undefined && { postDial }),
    isPossible: number.isPossible(),
  };
}

/** `tel:+33199002014,,123456789%23` -> the number, and `123456789#` without the pauses that lead it. */
export function splitPostDial(uri: string, country?: string): SplitTelUri | null {
  const read = readTelUri(uri, country);
  return read === null ? null : { e164: read.number.number, postDial: (read.postDial ?? '').replace(/^,+/u, '') };
}
