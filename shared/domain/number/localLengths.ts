// The lengths of numbers that can be dialled only inside their area, which the metadata of libphonenumber-js leave out.

/** By calling code, from the `localOnly` lengths of Google's metadata; only for the countries where they are common. */
const lengths: Readonly<Record<string, readonly number[]>> = {
  '1': [7],
  '44': [4, 5, 6, 7, 8],
  '52': [7, 8],
  '54': [6, 7, 8],
  '55': [8, 9],
  '61': [8],
  '64': [7],
  '86': [5, 6],
  '91': [6, 7, 8],
  '972': [7],
};

/** True where a national number of so many digits reaches somebody from inside its area. */
export function isLocalLength(callingCode: string, digits: number): boolean {
  return lengths[callingCode]?.includes(digits) === true;
}
