// Decides which colleague a number of somebody's speed dials reaches, so that the state of their line can be shown beside it.
import { toDialString } from '#shared/domain/number';
import type { TenantView } from './tenantView.ts';

const insideSteps: ReadonlySet<string> = new Set(['extension', 'ownExtension']);

/** The owner of the line it rings, else the one person of the directory with this number; undefined for strangers. */
export function personOfNumber(
  { directory, dialling }: Pick<TenantView, 'directory' | 'dialling'>,
  number: string,
): string | undefined {
  const { dialString, trace } = toDialString(number, dialling.plan);
  const isInside = trace.some(({ step }) => insideSteps.has(step));
  const isLine = dialString !== null && (isInside || directory.hasExtension(dialString));
  const { country } = dialling.plan;
  return isLine
    ? directory.soleOwnerOf(dialString)
    : directory.ownerOfNumber(number, country === '' ? undefined : country);
}
