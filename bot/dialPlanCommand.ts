// The command that shows an administrator what the dial plan of the configuration makes of numbers, and runs its test cases.
import { parseArgs } from 'node:util';
import { loadDialPlans, type Environment, type TenantDialPlan } from '#bot/config';
import { runDialPlanTests, toDialString, type DialPlan, type TraceStep } from '#shared/domain/number';
import { createTranslator, languageOf, loadMessages, type Translator } from '#shared/i18n';

/** Exit codes: 0 all test cases passed, 1 one failed, 2 wrong use. */
export type DialPlanExit = 0 | 1 | 2;

/** How the command is used. */
export const dialPlanUsage =
  'npm run -s dialplan -- --config FILE [--tenant ID] [--lang en|fr] NUMBER...   what is dialled, and why';

/** Where the command is run. */
export interface CommandSurroundings {
  readonly env: Environment;
  readonly write: (text: string) => void;
}

/** Prints, per tenant, what is dialled for each number and why, then the test cases. Throws `config.*`. */
export async function runDialPlanCommand(
  args: readonly string[],
  { env, write }: CommandSurroundings,
): Promise<DialPlanExit> {
  const wish = readArgs(args);
  const tenants = wish === undefined ? [] : loadDialPlans(wish.config).filter(isWanted(wish.tenant));
  if (wish === undefined || tenants.length === 0) {
    write(`${dialPlanUsage}\n`);
    return 2;
  }
  const language = languageOf(wish.lang ?? (env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || 'en'));
  const translator = createTranslator(language, await loadMessages(language));
  const reports = tenants.map((tenant) => reportOf(tenant, wish.numbers, translator));
  write(`${reports.flatMap(({ lines }) => lines.map(plainLine)).join('\n')}\n`);
  return reports.every(({ passed }) => passed) ? 0 : 1;
}

interface Wish {
  readonly config: string;
  readonly tenant: string | undefined;
  readonly lang: string | undefined;
  readonly numbers: readonly string[];
}

function readArgs(args: readonly string[]): Wish | undefined {
  const option = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { config: option, tenant: option, lang: option },
      allowPositionals: true,
    });
    const { config, tenant, lang } = values;
    return config === undefined ? undefined : { config, tenant, lang, numbers: positionals };
  } catch {
    return undefined; // an option nobody knows
  }
}

function isWanted(wanted: string | undefined): (tenant: TenantDialPlan) => boolean {
  return ({ id, name }) => wanted === undefined || id === wanted.toLowerCase() || name === wanted;
}

function reportOf(
  { id, name, dialPlan: { plan, tests } }: TenantDialPlan,
  numbers: readonly string[],
  { t }: Translator,
): { readonly lines: readonly string[]; readonly passed: boolean } {
  const results = runDialPlanTests(plan, tests);
  const failed = results.map((result, index) => ({ ...result, path: `tests[${index}]` })).filter((one) => !one.passed);
  const lines = [
    `${name} (${id})`,
    ...numbers.flatMap((number) => linesOf(number, plan, t)),
    t('dialPlan.tests', { count: results.length, passed: results.length - failed.length }),
    ...failed.flatMap(({ input, expected, path }) => [
      expected === null
        ? t('dialPlan.testRefusal', { path, number: input })
        : t('dialPlan.testFailed', { path, number: input, expected }),
      ...linesOf(input, plan, t),
    ]),
  ];
  return { lines, passed: failed.length === 0 };
}

function linesOf(number: string, plan: DialPlan, t: Translator['t']): readonly string[] {
  const { dialString, trace } = toDialString(number, plan);
  const head = dialString === null ? t('dialPlan.refused', { number }) : t('dialPlan.dialled', { number, dialString });
  return [head, ...trace.map((step, index) => `  ${index + 1}. ${stepText(step, t)}`)];
}

function stepText({ step, before, after, rule }: TraceStep, t: Translator['t']): string {
  const which = rule === undefined ? '' : ` rules[${rule}]`;
  const change = before === after ? '' : ` (${before} -> ${after})`;
  return `${t(`dialPlan.step.${step}`)}${which}${change}`;
}

/** A file may hold what would move the cursor of a terminal. */
function plainLine(line: string): string {
  return line.replace(/\p{Cc}/gu, ' ');
}
