// Reads the configuration file once: YAML, schema, secrets; every fault at once or a frozen configuration.
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parseDocument } from 'yaml';
import { AppError } from '#shared/errors';
import { completeConfig } from './completeConfig.ts';
import { configSchema } from './configSchema.ts';
import { completeDialPlan } from './completeDialPlan.ts';
import type { Config, TenantDialPlan } from './configTypes.ts';
import { crossFaults } from './crossFaults.ts';
import { dialPlanFaults } from './dialPlanFaults.ts';
import { readOutsideValues, type Environment } from './outsideValues.ts';
import { issueFaults, unknownFaults } from './schemaFaults.ts';
import { isMap, toNode } from './schemaNode.ts';

const maxFileCharacters = 1_000_000;
const maxAliases = 50;

/**
 * The configuration in the file at `path`, secrets resolved from `env` and files.
 * Throws `config.unreadable` (no file, not YAML) and `config.invalid` (facts.faults: one line for each fault).
 */
export function loadConfig(path: string, env: Environment): Config {
  return parseConfig(readConfigFile(path), env, path);
}

/** The configuration in a text; `source` names it in faults. Throws as `loadConfig` does. */
export function parseConfig(text: string, env: Environment, source = 'configuration'): Config {
  const data = withoutNulls(readYaml(text, source));
  const root = toNode(configSchema);
  const parsed = v.safeParse(configSchema, data);
  const outside = readOutsideValues(root, data, env);
  const schemaFaults = parsed.success ? [] : issueFaults(root, parsed.issues);
  const planFaults = dialPlanFaults(data, { withTests: true });
  const faults = [
    ...schemaFaults,
    ...unknownFaults(root, data),
    ...crossFaults(data),
    ...planFaults,
    ...outside.faults,
  ];
  if (!parsed.success || faults.length > 0) throw invalid(source, faults);
  return completeConfig(parsed.output, outside.secrets);
}

/**
 * The dial plans of the file alone, for trying them out: no secret is read, and test cases may fail.
 * Throws as `loadConfig` does.
 */
export function loadDialPlans(path: string): readonly TenantDialPlan[] {
  const data = withoutNulls(readYaml(readConfigFile(path), path));
  const root = toNode(configSchema);
  const parsed = v.safeParse(configSchema, data);
  const schemaFaults = parsed.success ? [] : issueFaults(root, parsed.issues);
  const faults = [...schemaFaults, ...unknownFaults(root, data), ...dialPlanFaults(data, { withTests: false })];
  if (!parsed.success || faults.length > 0) throw invalid(path, faults);
  return parsed.output.tenants.map(({ id, name, country, dialPlan }) => ({
    id,
    name,
    dialPlan: completeDialPlan(dialPlan, country),
  }));
}

/** The text of the file. Throws `config.unreadable`. */
export function readConfigFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('config.unreadable', `${path}: cannot be read (${message})`, { cause, facts: { path } });
  }
}

/** The data of a YAML text. Throws `config.unreadable`. */
export function readYaml(text: string, source: string): unknown {
  if (text.length > maxFileCharacters) throw unreadable(source, ['the file is larger than a configuration can be']);
  const document = parseDocument(text);
  const faults = [...document.errors, ...document.warnings].map(({ message, linePos }) =>
    // The message goes on with the line itself, and a secret may stand in it.
    linePos === undefined ? firstLine(message) : `line ${linePos[0].line}: ${firstLine(message)}`,
  );
  if (faults.length > 0) throw unreadable(source, faults);
  try {
    return document.toJS({ maxAliasCount: maxAliases });
  } catch (cause) {
    throw unreadable(source, ['too many aliases'], cause);
  }
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
}

/** A key without a value means that the setting is left out. */
export function withoutNulls(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutNulls);
  if (!isMap(data)) return data;
  const entries = Object.entries(data).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutNulls(value)]));
}

function unreadable(source: string, faults: readonly string[], cause?: unknown): AppError {
  const message = `${source} is not YAML:\n${faults.map((fault) => `  ${fault}`).join('\n')}`;
  return new AppError('config.unreadable', message, { cause, facts: { source, faults } });
}

/** The fault of a file with these faults. */
export function invalid(source: string, faults: readonly string[]): AppError {
  const message = `${source} has ${faults.length} fault(s):\n${faults.map((fault) => `  ${fault}`).join('\n')}`;
  return new AppError('config.invalid', message, { facts: { source, faults } });
}
