// Makes the presence writer of a tenant: lives of sessions, the disk, and the list of its app registrations.
import type { TeamsSession } from '#shared/domain/presence';
import { toAppError } from '#shared/errors';
import { ShardedWriter } from './shardedWriter.ts';
import type { TenantOptions } from './tenantOptions.ts';
import type { TurnWriter } from './turnWriter.ts';

const listKey = 'registrations';
const msPerMinute = 60_000;
type SessionLives = Pick<TenantOptions, 'callSessionMinutes' | 'otherSessionMinutes' | 'now'>;

/** The writer of a tenant and its memory. */
export interface TenantWriter {
  readonly writer: ShardedWriter;
  /** Recalls what may stand in Teams from before a restart. Call before `writer.start`. Rejects with `store.*`. */
  recall(): Promise<void>;
}

/** The writer over all registrations of `options`; intents go through `turnWriter`. */
export function createTenantWriter(options: TenantOptions, turnWriter: TurnWriter): TenantWriter {
  const { store, tenantId } = options;
  const registrations = options.registrations ?? [{ id: '', graph: options.graph }];
  const list = registrations
    .map(({ id }) => id)
    .sort()
    .join(' ');
  let hasNewList = true;
  const writer = new ShardedWriter({
    ...options,
    registrations,
    get hasNewList() {
      return hasNewList;
    },
    onListKnown: () => {
      void keepList(options, list);
    },
    // Read each time: the admin may change them while sessions live.
    minutesFor: (session) => minutesFor(session, options),
    // A store that refuses keeps the intent for later and does not stop presence (decision 0006).
    writeAhead: (userId, session, expiresAt) => {
      turnWriter.commit({ presence: [{ userId, session, expiresAt }] });
      return turnWriter.written().catch(() => undefined);
    },
    onSettled: (userId) => {
      turnWriter.settle(userId);
    },
  });
  const recall = async (): Promise<void> => {
    hasNewList = (await store.keptText(tenantId, listKey)) !== list;
    for (const intent of await store.presenceIntents(tenantId)) writer.recall(intent.userId, intent.expiresAt);
  };
  return { writer, recall };
}

/** When a session that is set now ends in Teams, milliseconds since the epoch; 0 for none. */
export function expiryOf(session: TeamsSession | null, options: SessionLives): number {
  return session === null ? 0 : options.now() + minutesFor(session, options) * msPerMinute;
}

function minutesFor({ availability }: TeamsSession, options: Omit<SessionLives, 'now'>): number {
  return availability === 'Busy' ? options.callSessionMinutes : options.otherSessionMinutes;
}

/** Not kept: the next start only clears more than it must. */
async function keepList({ store, tenantId, logger }: TenantOptions, list: string): Promise<void> {
  try {
    await store.keepText(tenantId, listKey, list);
  } catch (thrown) {
    logger.warn('presence.listNotKept', { tenantId, code: toAppError(thrown, 'store.unavailable').code });
  }
}
