// Reads and writes what is sent after connecting: digits, `*`, `#`, A to D as tones, `,` as a wait.

const mostTones = 60;
const shape = /^[\d*#a-d,;pw\s\u00a0]*$/iu;
const pauses = /[;pw]/giu;

/**
 * `;pp123#` or `,,123#` -> `,,123#` (every pause and wait becomes `,`), '' where nothing would be sent, null where
 * something stands there that is no tone or that is longer than a phone sends.
 */
export function readPostDial(text: string): string | null {
  if (text.length > 2 * mostTones || !shape.test(text)) return null;
  const codes = text
    .replace(/[\s\u00a0]/gu, '')
    .replace(pauses, ',')
    .toUpperCase();
  if (!/[\d*#A-D]/u.test(codes)) return '';
  return codes.length > mostTones ? null : codes;
}

/** The codes as they stand in a URI: `#` is `%23`; `,` stays, or is `%2C` for hosts that cut at it. */
export function encodePostDial(codes: string, encodePauses = false): string {
  const encoded = codes.replaceAll('#', '%23');
  return encodePauses ? encoded.replaceAll(',', '%2C') : encoded;
}
