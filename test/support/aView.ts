// Builder of the state of a tenant's heart: the people of the bench, no calls, one PBX.
import type { LogRules } from '#bot/bridge';
import { createView } from '../../bot/bridge/createView.ts';
import { Directory } from '../../bot/bridge/directory.ts';
import type { DirectoryRule } from '../../bot/bridge/joinLines.ts';
import { openLogRules } from '../../bot/bridge/logRules.ts';
import type { TenantView } from '../../bot/bridge/tenantView.ts';
import { someDialling } from './aRecord.ts';
import { people } from './heartBench.ts';

/** Ada Example has 101, Bruno Sample 102, Chloé Specimen 103; lines by hand and rules of the log as told. */
export function aView(change: { lines?: DirectoryRule['lines']; log?: Partial<LogRules> } = {}): TenantView {
  const directory = {
    extensionFrom: 'businessPhones',
    extensionPattern: '(\\d{3})$',
    lines: change.lines ?? [],
  } as const;
  const dialling = someDialling();
  const log = { ...openLogRules, ...change.log };
  const view = createView({
    pbxs: [],
    now: Date.now,
    country: 'FR',
    dialling,
    callerPlan: dialling.plan,
    directory,
    log,
  });
  view.directory = Directory.of(people, directory);
  return view;
}
