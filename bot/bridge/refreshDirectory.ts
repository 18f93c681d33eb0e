// Reads a tenant's people from Graph at start and at every interval; a failure keeps the people known before.
import { backOffMs } from '#shared/domain/presence';
import { toAppError } from '#shared/errors';
import type { GraphPort, GraphUser } from '#bot/graph';
import type { LoggerPort } from '#bot/telemetry';

/** A running refresh. */
export interface DirectoryRefresher {
  stop(): void;
}

const msPerMinute = 60_000;

/** Starts reading; `onPeople` gets every complete reading. */
export function refreshDirectory(options: {
  readonly tenantId: string;
  readonly graph: GraphPort;
  readonly refreshMinutes: number;
  readonly onPeople: (users: readonly GraphUser[]) => void | Promise<void>;
  readonly logger: LoggerPort;
  readonly random: () => number;
}): DirectoryRefresher {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let failures = 0;
  const schedule = (delayMs: number): void => {
    if (!isStopped) timer = setTimeout(() => void read(), delayMs).unref();
  };
  const read = async (): Promise<void> => {
    try {
      const users: GraphUser[] = [];
      for await (const page of options.graph.listUsers()) users.push(...page);
      if (isStopped) return;
      failures = 0;
      await options.onPeople(users);
      options.logger.info('directory.read', { tenantId: options.tenantId, people: users.length });
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
