// Hides the last digits of a number, for companies that do not want whole numbers of others in a log.
import { coverSign } from '#shared/domain/number';

/** Texts with fewer digits in a row are no numbers: rooms, years, floors. */
const fewestDigits = 6;

/** The number with its last `count` digits covered; all of them when it has no more. */
export function hiddenDigits(number: string, count: number): string {
  let left = count;
  return [...number]
    .reverse()
    .map((sign) => {
      if (left === 0 || !/\p{Nd}/u.test(sign)) return sign;
      left -= 1;
      return coverSign;
    })
    .reverse()
    .join('');
}

/** A name as many trunks give it: where it is a number itself, its digits are covered too. */
export function hiddenName(name: string, count: number): string {
  const digits = name.match(/\p{Nd}/gu)?.length ?? 0;
  return count > 0 && digits >= fewestDigits ? hiddenDigits(name, count) : name;
}
