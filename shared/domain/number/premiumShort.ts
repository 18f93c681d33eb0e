// States the short numbers that cost more than a call: they are in no country's list of full numbers.

/** Country -> shape of its charged short numbers, most of them directory enquiries. */
const shapes: Readonly<Record<string, RegExp>> = {
  AT: /^118\d{2,3}$/u,
  BE: /^1[2-4]0[47]$/u,
  CA: /^411$/u,
  CH: /^18(?:11|18)$/u,
  DE: /^118(?:0\d\d|[1-9]\d)$/u,
  ES: /^118\d\d$/u,
  // 118 and three digits: directory enquiries. 32xx to 39xx: services, less the free ones every household knows.
  FR: /^(?:118\d{3}|3(?!919|939|949|977)[2-9]\d\d)$/u,
  GB: /^118\d{3}$/u,
  IE: /^118\d\d$/u,
  IT: /^12\d\d$/u,
  LU: /^118\d\d$/u,
  NL: /^18\d\d$/u,
  PT: /^1820$/u,
  US: /^411$/u,
};

/** True for a short number of `country` that is charged above an ordinary call. */
export function isPremiumShort(digits: string, country: string | undefined): boolean {
  return country !== undefined && Object.hasOwn(shapes, country) && shapes[country]?.test(digits) === true;
}
