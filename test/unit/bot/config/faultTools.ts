// Loads data as a configuration and hands back what is said against it.
import { AppError } from '#shared/errors';
import type { Config } from '../../../../bot/config/index.ts';
import { parseConfig } from '../../../../bot/config/loadConfig.ts';
import { env, settings, type Settings } from './sampleSettings.ts';

/** The configuration that `data` is. */
export function load(data: unknown): Config {
  return parseConfig(JSON.stringify(data), env);
}

/** The coded fault `work` throws. */
export function faultOf(work: () => unknown): AppError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('no fault');
}

/** The faults of an invalid configuration. */
export function faultsOf(work: () => unknown): readonly string[] {
  const fault = faultOf(work);
  expect(fault.code).toBe('config.invalid');
  const { faults } = fault.facts;
  return Array.isArray(faults) ? (faults as string[]) : [];
}

/** The faults of a file with one thing spoiled. */
export function spoiled(spoil: (data: Settings) => void): readonly string[] {
  const data = settings();
  spoil(data);
  return faultsOf(() => load(data));
}
