// Reads what the PBX said and what Graph heard out of their processes.
import type { ExpectedRecord, StateChange } from '../../sandbox/pbx/index.ts';
import type { RowFacts } from './compareRecords.ts';
import { get } from './httpJson.ts';
import type { AppliedWrite } from './lagIntervals.ts';
import type { PbxChange } from './matchChanges.ts';
import type { World } from './startWorld.ts';

/** A change of a phone with the call behind it. */
export interface CallChange extends PbxChange {
  readonly callId: string;
}

/** A row the PBX's story owes, with the second in which its call began. */
export interface OwedRow extends RowFacts {
  readonly startedSecond: number;
}

/** Everything the two journals hold. */
export interface Journals {
  readonly changes: readonly CallChange[];
  /** Presence writes as Graph received them, whatever became of them. */
  readonly requests: readonly PbxChange[];
  readonly applied: readonly AppliedWrite[];
  readonly received: number;
  readonly throttled: number;
  readonly failed: number;
  readonly violations: number;
  readonly quota: QuotaFigures;
}

/** The fullest 30 s of any registration, as Graph counted. */
export interface QuotaFigures {
  readonly limit: number;
  readonly maxIn30s: number;
  readonly perRegistration: readonly number[];
  /** Above 0 the journal was too small and the counts are too low. */
  readonly forgotten: number;
}

interface GraphEntry {
  readonly atUs: string;
  readonly path: string;
  readonly status: number;
  readonly app?: string;
  readonly fault?: string;
}

const presencePath = /^\/?users\/([^/]+)\/presence\/(setPresence|clearPresence)$/;

/** Reads all of both journals. */
export async function readJournals(world: World): Promise<Journals> {
  const { items } = await get<{ items: readonly StateChange[] }>(`${world.pbxUrl}/journal`);
  const { entries } = await get<{ entries: readonly GraphEntry[] }>(`${world.graphUrl}/_sandbox/journal`);
  const { violations } = await get<{ violations: readonly unknown[] }>(`${world.graphUrl}/_sandbox/violations`);
  const writes = entries.flatMap(toWrite);
  return {
    changes: items.map(({ extension, state, sentAtUs, callId }) => ({
      user: userOf(world, extension),
      state,
      atUs: Number(sentAtUs),
      callId,
    })),
    requests: writes,
    applied: writes.filter(({ isDone }) => isDone),
    received: entries.length,
    throttled: entries.filter(({ status }) => status === 429).length,
    failed: entries.filter(({ status }) => status === 0 || status >= 400).length,
    violations: violations.length,
    quota: await readQuota(world),
  };
}

function toWrite({ path, atUs, status, app, fault }: GraphEntry): readonly (AppliedWrite & { isDone: boolean })[] {
  const [, user = '', operation] = presencePath.exec(path) ?? [];
  if (operation === undefined) return [];
  const state = operation === 'setPresence' ? 'busy' : 'clear';
  // A clear that finds nothing leaves nothing; `lost` is done and only its answer is not.
  const isNothing = state === 'clear' && status === 404 && fault === undefined;
  const isDone = (status >= 200 && status < 300) || isNothing || fault === 'lost';
  return [{ user: decodeURIComponent(user), state, atUs: Number(atUs), app: app ?? '', isDone }];
}

async function readQuota({ graphUrl }: World): Promise<QuotaFigures> {
  const report = await get<{
    limit: number;
    dropped: number;
    apps: readonly { app: string; maxInWindow: number }[];
  }>(`${graphUrl}/_sandbox/quota`);
  const perRegistration = report.apps.filter(({ app }) => app !== '').map(({ maxInWindow }) => maxInWindow);
  return { limit: report.limit, maxIn30s: Math.max(0, ...perRegistration), perRegistration, forgotten: report.dropped };
}

/** Users whose session in Teams is not what their phone says now; everyone is looked at, not only who was in a call. */
export async function countWrongStates(world: World): Promise<number> {
  const { states } = await get<{ states: Readonly<Record<string, 'busy' | 'clear'>> }>(`${world.pbxUrl}/expected`);
  const { users } = await get<{ users: readonly { extension: string; sessions: readonly unknown[] }[] }>(
    `${world.graphUrl}/_sandbox/presence`,
  );
  return users.filter((user) => user.sessions.length > 0 !== (states[user.extension] === 'busy')).length;
}

/** The rows all calls of the PBX owe. Its call ids begin with the second in which the call began, as Asterisk's do. */
export async function owedRows(world: World): Promise<readonly OwedRow[]> {
  const { records } = await get<{ records: readonly ExpectedRecord[] }>(`${world.pbxUrl}/expected`);
  return records.map(({ extension, direction, outcome, callId }) => ({
    user: userOf(world, extension),
    direction,
    outcome,
    callId,
    startedSecond: Number.parseInt(callId, 10),
  }));
}

function userOf(world: World, extension: string): string {
  return world.tenant.byExtension(extension)?.id ?? extension;
}
