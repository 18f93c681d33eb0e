// One parser under fuzz: what its inputs are made of, and what must hold of what it gives.
import type { Material } from './mutate.ts';

/** A parser. */
export interface FuzzSubject {
  readonly name: string;
  /** Read once, before the first input. */
  material(): Material;
  /** The first thing that is wrong with what the parser makes of this input. A throw is wrong as well. */
  check(input: Buffer, cut: number): string | undefined;
}
