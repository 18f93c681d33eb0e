// Keeps a tenant's people in step with Graph: what has changed since the last time, at start and at every interval. A
// failure keeps the people known before.
import { backOffMs } from '#shared/domain/presence';
import { toAppError } from '#shared/errors';
import type { GraphPort, GraphUser } from '#bot/graph';
import type { LoggerPort } from '#bot/telemetry';
import { applyUserChanges } from './applyUserChanges.ts';
import type { PeopleKeeper } from './peopleKeeper.ts';

/** A running refresh. */
export interface DirectoryRefresher {
  stop(): void;
}

/** What a refresh works with. */
export interface RefreshOptions {
  readonly tenantId: string;
  readonly graph: Pick<GraphPort, 'userChanges'>;
  readonly keeper: Pick<PeopleKeeper, 'position' | 'keepPosition'>;
  readonly refreshMinutes: number;
  /** The people as they are known now. */
  readonly known: () => readonly GraphUser[];
  /** Gets all people whenever somebody changed; rejects when they could not be kept. */
  readonly onPeople: (users: readonly GraphUser[], changedIds: ReadonlySet<string>) => void | Promise<void>;
  readonly logger: LoggerPort;
  readonly random: () => number;
}

const msPerMinute = 60_000;

/** Starts reading. */
export function refreshDirectory(options: RefreshOptions): DirectoryRefresher {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let failures = 0;
  const unkept = new Set<string>();
  const schedule = (delayMs: number): void => {
    if (!isStopped) timer = setTimeout(() => void read(), delayMs).unref();
  };
  const read = async (): Promise<void> => {
    try {
      await readChanges(options, unkept, () => isStopped);
      failures = 0;
      schedule(options.refreshMinutes * msPerMinute);
    } catch (error) {
      const delayMs = backOffMs(failures, options.random());
      failures += 1;
      const { code } = toAppError(error, 'graph.unavailable');
      options.logger.warn('directory.failed', { tenantId: options.tenantId, code, delayMs });
      schedule(delayMs);
    }
  };
  void read();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/**
 * The position is kept after the people: changes told twice do no harm, changes never told would. `unkept` are people the disk
 * has not taken yet.
 */
async function readChanges(options: RefreshOptions, unkept: Set<string>, isStopped: () => boolean): Promise<void> {
  const { tenantId, graph, keeper, logger } = options;
  const before = await keeper.position();
  const since = options.known().length === 0 ? undefined : before;
  let changes = await graph.userChanges(since);
  if (isStopped()) return;
  let changed = applyUserChanges(options.known(), changes);
  if (changed.skipped > 0 && !changes.isWhole) {
    // Graph tells of an account that is enabled again only that it is; going on from here would miss the person for ever.
    changes = await graph.userChanges();
    if (isStopped()) return;
    changed = applyUserChanges(options.known(), changes);
  }
  const { users, changedIds, skipped } = changed;
  for (const id of changedIds) unkept.add(id);
  if (unkept.size > 0) await options.onPeople(users, unkept);
  unkept.clear();
  if (changes.position !== before) await keeper.keepPosition(changes.position);
  const facts = { tenantId, people: users.length, changed: changedIds.size, isWhole: changes.isWhole };
  logger.info('directory.read', facts);
  if (skipped > 0) logger.warn('directory.skipped', { tenantId, count: skipped });
}
