// Writes a number as its country writes it at home.
import type { PhoneNumber } from 'libphonenumber-js/max';

/** A way of writing: pieces of the digits by their lengths, for numbers that begin so. */
interface NationalFormat {
  readonly leading: RegExp;
  readonly pieces: RegExp;
  readonly written: string;
}

/** Formats that Google's metadata has for writing at home only (`intlFormat` NA); libphonenumber-js leaves those out. */
const homeFormats: Readonly<Record<string, NationalFormat>> = {
  CN: { leading: /^16[08]/u, pieces: /^(\d{4})(\d{4})$/u, written: '$1 $2' },
  HN: { leading: /^8/u, pieces: /^(\d{3})(\d{4})(\d{4})$/u, written: '$1 $2 $3' },
  NL: { leading: /^14/u, pieces: /^(\d{2})(\d{3,4})$/u, written: '$1 $2' },
  SK: { leading: /^9090/u, pieces: /^(\d{4})(\d{3})$/u, written: '0$1 $2' },
  TR: { leading: /^444/u, pieces: /^(\d{3})(\d)(\d{3})$/u, written: '$1 $2 $3' },
  VN: { leading: /^[17]99/u, pieces: /^(\d{3})(\d{4})$/u, written: '0$1 $2' },
};

/** National format, with the prefix where one writes it and the extension behind. */
export function formatNational(number: PhoneNumber): string {
  const format = number.country === undefined ? undefined : homeFormats[number.country];
  const digits = number.nationalNumber;
  if (number.ext !== undefined || format?.leading.test(digits) !== true || !format.pieces.test(digits))
    return number.formatNational();
  return digits.replace(format.pieces, format.written);
}
