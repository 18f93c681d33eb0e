// The message keys that code builds at run time, by the fixed beginning of each, with the place that builds them.

/** Keys that start with `prefix` count as used as long as some code builds a key with exactly that beginning. */
export interface DynamicWords {
  readonly prefix: string;
  readonly because: string;
}

/** Every such beginning. `error.*` is not among them: the error table says exactly which keys it uses. */
export const dynamicWords: readonly DynamicWords[] = [
  { prefix: 'call.direction.', because: 'rows of the log name the direction of the call' },
  { prefix: 'call.outcome.', because: 'the table of the log names what came of each call' },
  { prefix: 'calls.empty.', because: 'an empty log says what was looked for' },
  { prefix: 'dialPlan.step.', because: 'each step of the dial plan has its words' },
];
