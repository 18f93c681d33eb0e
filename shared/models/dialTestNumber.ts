// Decides which number the dial self-test dials: never one that somebody else could answer.
import type { Me } from '#shared/contracts';

/** Reserved for fiction by the North American Numbering Plan (202-555-01XX): no phone in the world has it. */
const nobodysNumber = '+12025550100';

/** The person's own extension; where they have none, a number that nobody has. */
export function dialTestNumber(me: Me | undefined): string {
  return me?.lines[0]?.extension ?? nobodysNumber;
}
