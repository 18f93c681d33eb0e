// A tenant's heart on a CSTA PBX: the sandbox, the connector and the log and presence that come of it.
import { createCstaConnector, type CstaOptions, type PbxPort } from '#bot/pbx';
import type { CallRecord, Party, PbxEvent } from '#shared/domain/call';
import type { AppError } from '#shared/errors';
import { startCstaSandbox, type CstaSandbox, type CstaSandboxOptions } from '../sandbox/csta/index.ts';
import { heartBench, tenantId, type HeartBench } from './heartBench.ts';
import { until } from './until.ts';

const extensions = ['101', '102', '103', '104', '105'];

/** The parts of one bench. */
export interface CstaBench {
  readonly box: CstaSandbox;
  readonly connector: PbxPort;
  readonly bench: HeartBench;
  readonly events: PbxEvent[];
  readonly faults: AppError[];
  /** `line direction outcome other [extras]`, in order of lines. */
  log(): readonly string[];
  presence(): Readonly<Record<string, readonly string[]>>;
  records(): readonly CallRecord[];
  /** Stops heart and connector, and starts new ones on the same store. */
  restartService(): Promise<void>;
  /** Waits until no call is open and Teams has been told everything. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Options of a connector to `port` that remembers what it tells. */
export function cstaOptions(
  port: number,
  heard: { events: PbxEvent[]; faults: AppError[] },
  more: Partial<CstaOptions> = {},
): CstaOptions {
  return {
    id: 'csta',
    address: { host: '127.0.0.1', port, tls: false },
    voicemailDevices: ['*97'],
    monitorsPerSecond: 1000,
    random: () => 0,
    observer: {
      onEvents: (_id, events) => heard.events.push(...events),
      onFault: (_id, fault) => heard.faults.push(fault),
      onLink: () => undefined,
      onRetry: () => undefined,
    },
    ...more,
  };
}

/** Starts sandbox, connector and heart, and waits until the link is up. */
export async function cstaBench(sandbox: CstaSandboxOptions = {}, more: Partial<CstaOptions> = {}): Promise<CstaBench> {
  const box = await startCstaSandbox(sandbox);
  const events: PbxEvent[] = [];
  const faults: AppError[] = [];
  const startConnector = (): PbxPort => createCstaConnector(cstaOptions(box.port, { events, faults }, more));
  const connector = startConnector();
  let bench = await heartBench({ pbxs: [connector], ...directory() });
  const close = async (): Promise<void> => {
    await bench.close();
    await box.stop();
  };
  connector.watch(extensions);
  // A bench that does not come up must not keep its sockets open.
  await until(() => bench.heart.health().link === 'up').catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const records = (): readonly CallRecord[] => allRecords(bench);
  return {
    box,
    connector,
    get bench() {
      return bench;
    },
    events,
    faults,
    records,
    log: () => records().map(line),
    presence: () => bench.graph.sequences((userId) => userId.replace('user-', '')),
    restartService: async () => {
      const { dir, keeper, heart } = bench;
      await heart.stop();
      const again = startConnector();
      bench = await heartBench({ pbxs: [again], dir, store: keeper, ...directory() });
      again.watch(extensions);
      await until(() => bench.heart.health().link === 'up');
    },
    settled: async () => {
      await until(() => bench.store.openCalls(tenantId, 'csta').length === 0);
      await until(() => bench.graph.isQuiet());
    },
    close,
  };
}

function directory(): Pick<Parameters<typeof heartBench>[0] & object, 'directory' | 'recallPeople'> {
  const users = extensions.map((extension) => ({
    id: `user-${extension}`,
    displayName: `User ${extension}`,
    userPrincipalName: `user${extension}@example.com`,
    businessPhones: [`+331990000${extension.slice(1)}`],
  }));
  return {
    recallPeople: () => users,
    directory: {
      extensionFrom: 'businessPhones',
      extensionPattern: '^none(\\d)$',
      lines: extensions.map((extension) => ({ extension, user: `user-${extension}`, sharedWith: [] })),
    },
  };
}

function allRecords(bench: HeartBench): readonly CallRecord[] {
  return extensions.flatMap((extension) =>
    [...bench.store.listRecords(tenantId, `user-${extension}`, { filter: 'all', limit: 100 }).items].sort(
      (one, other) => one.startedAt - other.startedAt || one.id.localeCompare(other.id),
    ),
  );
}

function numberOf(party: Party | undefined): string {
  return party?.number ?? '?';
}

function line(record: CallRecord): string {
  const extras = [
    ...(record.group === undefined ? [] : [`${record.group.kind} ${record.group.id}`]),
    ...(record.answeredBy === undefined ? [] : [`by ${numberOf(record.answeredBy)}`]),
    ...(record.originalTarget === undefined ? [] : [`for ${numberOf(record.originalTarget)}`]),
    ...(record.transferredTo === undefined ? [] : [`to ${numberOf(record.transferredTo)}`]),
    ...(record.transferredFrom === undefined ? [] : [`from ${numberOf(record.transferredFrom)}`]),
    ...(record.endUnknown === true ? ['end unknown'] : []),
  ];
  return [record.deviceId, record.direction, record.outcome, numberOf(record.other), ...extras].join(' ');
}
