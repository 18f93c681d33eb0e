// Says to an admin what a reload has done to their own tenant; of other tenants no more than that something is wrong.
import type { AdminReload } from '#shared/contracts';
import type { Translator } from '#shared/i18n';
import type { ReloadOutcome, ReloadStep } from './reload.ts';

const stepKeys = {
  pbxAdded: 'admin.reload.pbxAdded',
  pbxRemoved: 'admin.reload.pbxRemoved',
  pbxReplaced: 'admin.reload.pbxReplaced',
  rules: 'admin.reload.rules',
} as const satisfies Record<ReloadStep['what'], string>;
const mostFaults = 100;
const longestPath = 256;

/** Whose answer it is; `isAlone`: the service has no other tenant, so the whole file is the asker's. */
export interface ReloadAsker {
  readonly tenantId: string;
  readonly isAlone: boolean;
}

/** The answer; pure. */
export function answerReload(outcome: ReloadOutcome, asker: ReloadAsker, { t }: Translator): AdminReload {
  const { steps, faults, restart } = outcome;
  const mine = restart.filter(({ tenantId }) => asker.isAlone || tenantId === asker.tenantId);
  const shown = [
    // A fault names the place in the file, and a file with faults does not say whose place that is.
    ...(asker.isAlone ? faults.map(splitFault) : []),
    ...mine.map(({ path }) => ({ path, says: t('admin.reload.needsRestart', { path }) })),
  ];
  const isSilent = faults.length + restart.length > 0 && shown.length === 0;
  return {
    applied: faults.length + restart.length === 0,
    changes: steps
      .filter(({ tenantId }) => tenantId === asker.tenantId)
      .map(({ what, pbxId }) => ({
        what,
        ...(pbxId === undefined ? {} : { pbxId }),
        says: t(stepKeys[what], { pbx: pbxId ?? '' }),
      })),
    faults: isSilent ? [{ path: '', says: t('admin.reload.othersFaulty') }] : shown.slice(0, mostFaults),
  };
}

/** `path: what is wrong -> the fix`, as the configuration says it: settings are named in English in every language. */
function splitFault(fault: string): { readonly path: string; readonly says: string } {
  const [, path = '', says = fault] = /^([^\s:]{1,256}): (.*)$/s.exec(fault) ?? [];
  return { path: path.slice(0, longestPath), says };
}
