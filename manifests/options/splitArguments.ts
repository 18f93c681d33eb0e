// Splits a command line into named values; goes on after a fault, so that all are told at once.
import { show } from './show.ts';

/** Names of options, without dashes. */
export interface OptionNames {
  readonly valued: readonly string[];
  readonly flags: readonly string[];
}

/** What was given. An option that lacks its value is among `seen` but has none. */
export interface SplitArguments {
  readonly values: ReadonlyMap<string, string>;
  readonly seen: ReadonlySet<string>;
  readonly faults: readonly string[];
}

/** Takes `--name value`, `--name=value` and `--flag`; a value does not begin with two dashes unless after `=`. */
export function splitArguments(argv: readonly string[], names: OptionNames): SplitArguments {
  const values = new Map<string, string>();
  const seen = new Set<string>();
  const faults: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    const [, name = '', inline] = /^--([^=]+)(?:=([^]*))?$/u.exec(argument) ?? [];
    const isFlag = names.flags.includes(name);
    const isKnown = isFlag || names.valued.includes(name);
    const next = argv[index + 1];
    const takesNext = !isFlag && isKnown && inline === undefined && next !== undefined && !next.startsWith('--');
    if (takesNext) index += 1;
    const value = takesNext ? next : inline;
    const fault = isKnown ? nameFault(name, { isFlag, value, isRepeated: seen.has(name) }) : unknownFault(argument);
    if (fault !== undefined) faults.push(fault);
    if (isKnown && !seen.has(name) && !isFlag && value !== undefined) values.set(name, value);
    if (isKnown) seen.add(name);
  }
  return { values, seen, faults };
}

function unknownFault(argument: string): string {
  return `${show(argument.startsWith('-') ? argument.replace(/=[^]*$/u, '') : argument)} is no option of this command`;
}

function nameFault(
  name: string,
  given: { readonly isFlag: boolean; readonly value: string | undefined; readonly isRepeated: boolean },
): string | undefined {
  if (given.isRepeated) return `--${name} is given twice`;
  if (given.isFlag) return given.value === undefined ? undefined : `--${name} takes no value`;
  return given.value === undefined ? `--${name} needs a value` : undefined;
}
