// Takes a changed configuration over into the running service: wholly, or not at all.
import type { PbxChange, TenantRules } from '#bot/bridge';
import { planReload, type Config, type PbxConfig, type ReloadPlan, type TenantConfig } from '#bot/config';
import type { PbxPort } from '#bot/pbx';
import type { LoggerPort } from '#bot/telemetry';
import { AppError, toAppError } from '#shared/errors';

/** The part of a tenant's heart that changes. */
export interface LiveTenant {
  useRules(rules: TenantRules): void;
  changePbxs(change: PbxChange): Promise<void>;
}

/** What the reloader works on. */
export interface ReloaderOptions {
  /** The configuration the service runs with. */
  readonly running: Config;
  /** Reads the file again. Throws `config.*`. */
  readonly read: () => Config;
  readonly tenantOf: (tenantId: string) => LiveTenant | undefined;
  /** Must change nothing outside the connector it makes. Throws `config.*`. */
  readonly pbxFor: (pbx: PbxConfig, tenant: TenantConfig) => PbxPort;
  /** Told after the rules of a tenant have changed. */
  readonly onRules: (tenant: TenantConfig) => void;
  readonly logger: LoggerPort;
}

/** One thing that has changed. */
export interface ReloadStep {
  readonly what: 'pbxAdded' | 'pbxRemoved' | 'pbxReplaced' | 'rules';
  readonly tenantId: string;
  readonly pbxId?: string;
}

/** What became of a reload: steps taken, or why none was. */
export interface ReloadOutcome {
  readonly steps: readonly ReloadStep[];
  /** `path: what is wrong -> the fix`. */
  readonly faults: readonly string[];
  /** Settings that cannot change while the service runs. */
  readonly restart: ReloadPlan['restart'];
}

/** Reloads, one after the other. */
export interface Reloader {
  /** `by` is a user's id or a signal, for the audit line. Throws `service.unavailable` once stopped. */
  reload(by: {
    readonly tenantId?: string;
    readonly byUserId?: string;
    readonly signal?: string;
  }): Promise<ReloadOutcome>;
  /** Resolves when the last reload is through. */
  stop(): Promise<void>;
}

interface Ready {
  readonly change: ReloadPlan['tenants'][number];
  readonly live: LiveTenant;
  readonly pbxs: PbxChange;
}

/** The rules of a tenant as its heart takes them. */
export function rulesOf(tenant: TenantConfig): TenantRules {
  const { country, dialPlan, directory, presence, log, voicemail } = tenant;
  const { plan, callerPlan, telForm, links, emergencyNotice } = dialPlan;
  return {
    country,
    callerPlan,
    dialling: {
      telForm,
      plan,
      ...(links !== undefined && { links }),
      ...(emergencyNotice !== undefined && { emergencyNotice }),
    },
    directory,
    policy: { doNotDisturb: presence.doNotDisturb },
    pbxLossGraceSeconds: presence.pbxLossGraceSeconds,
    callSessionMinutes: presence.callSessionMinutes,
    otherSessionMinutes: presence.otherSessionMinutes,
    following: presence.teamsToPbx,
    log,
    voicemail,
    offers: offersOf(tenant),
  };
}

/** A person's token can be exchanged by the registration it was made for, and by no other. */
function offersOf({ auth, graph, personal }: TenantConfig): NonNullable<TenantRules['offers']> {
  const isOurs = auth.clientId.toLowerCase() === graph.clientId.toLowerCase();
  return { meetings: isOurs && personal.calendar, personalContacts: isOurs && personal.contacts };
}

/** Changes nothing until it is asked. */
export function createReloader(options: ReloaderOptions): Reloader {
  let { running } = options;
  let isStopped = false;
  let last: Promise<unknown> = Promise.resolve();
  const once = async (by: Parameters<Reloader['reload']>[0]): Promise<ReloadOutcome> => {
    if (isStopped) throw new AppError('service.unavailable', 'the service is stopping');
    const { outcome, next } = await reloadOnce(running, options);
    if (next !== undefined) running = next;
    audit(options.logger, by, outcome);
    return outcome;
  };
  return {
    reload: (by) => {
      const answer = last.then(() => once(by));
      last = answer.catch(() => undefined); // whoever asked hears of it; the next one goes on
      return answer;
    },
    stop: async () => {
      isStopped = true;
      await last;
    },
  };
}

async function reloadOnce(
  running: Config,
  options: ReloaderOptions,
): Promise<{ readonly outcome: ReloadOutcome; readonly next?: Config }> {
  const refused = { steps: [], faults: [], restart: [] };
  try {
    const next = options.read();
    const { restart, tenants } = planReload(running, next);
    if (restart.length > 0) return { outcome: { ...refused, restart } };
    // Everything that can fail comes before the first thing that changes.
    const ready = tenants.flatMap((change) => readyOf(change, options));
    await Promise.all(ready.map((each) => apply(each, options)));
    return { outcome: { ...refused, steps: tenants.flatMap(stepsOf) }, next };
  } catch (thrown) {
    const fault = toAppError(thrown);
    if (!fault.code.startsWith('config.')) throw fault;
    const { faults } = fault.facts;
    return { outcome: { ...refused, faults: Array.isArray(faults) ? faults : [fault.message] } };
  }
}

function readyOf(change: ReloadPlan['tenants'][number], { tenantOf, pbxFor }: ReloaderOptions): readonly Ready[] {
  const live = tenantOf(change.tenant.id);
  if (live === undefined) return [];
  const make = (pbx: PbxConfig): PbxPort => pbxFor(pbx, change.tenant);
  const pbxs = {
    removed: change.removed,
    replaced: change.replaced.map(make),
    added: change.added.map(make),
    order: change.tenant.pbx.map(({ id }) => id),
  };
  return [{ change, live, pbxs }];
}

/** PBXs before rules: the lines of a PBX that leaves must still be somebody's when its calls are closed. */
async function apply({ change, live, pbxs }: Ready, { onRules }: ReloaderOptions): Promise<void> {
  const changed = live.changePbxs(pbxs);
  if (change.hasNewRules) {
    live.useRules(rulesOf(change.tenant));
    onRules(change.tenant);
  }
  await changed;
}

function stepsOf({
  tenant,
  added,
  removed,
  replaced,
  hasNewRules,
}: ReloadPlan['tenants'][number]): readonly ReloadStep[] {
  const tenantId = tenant.id;
  return [
    ...removed.map((pbxId) => ({ what: 'pbxRemoved' as const, tenantId, pbxId })),
    ...replaced.map(({ id }) => ({ what: 'pbxReplaced' as const, tenantId, pbxId: id })),
    ...added.map(({ id }) => ({ what: 'pbxAdded' as const, tenantId, pbxId: id })),
    ...(hasNewRules ? [{ what: 'rules' as const, tenantId }] : []),
  ];
}

/** Who changed what; paths of settings, never their values. */
function audit(logger: LoggerPort, by: object, { steps, faults, restart }: ReloadOutcome): void {
  const isRefused = faults.length + restart.length > 0;
  if (isRefused) logger.warn('config.refused', { ...by, faults, restart: restart.map(({ path }) => path) });
  else
    logger.info('config.reloaded', {
      ...by,
      steps: steps.map(({ what, tenantId, pbxId }) => `${tenantId} ${what} ${pbxId ?? ''}`.trim()),
    });
}
