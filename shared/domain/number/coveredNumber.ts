// Tells a number whose last digits the company hides from one that can be dialled.

/** What stands for a hidden digit. */
export const coverSign = '\u2022';

/** True for a number, or a name made of one, of which digits are hidden: it can be neither dialled nor told from its neighbours. */
export function isCovered(text: string): boolean {
  return text.includes(coverSign);
}
