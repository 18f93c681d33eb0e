// A Graph client between a scripted Graph and a token endpoint, fresh for every test of a file.
import { createGraphClient, type GraphPort, type GraphRequestReport } from '#bot/graph';
import { AppError } from '#shared/errors';
import { GraphFake, IssuerFake } from './GraphFake.ts';

export const ada = '0a0a0a0a-1111-4222-8333-444444444444';
export const bruno = '0b0b0b0b-1111-4222-8333-444444444444';
export const busy = { availability: 'Busy', activity: 'InACall' } as const;
export const clientId = 'cccccccc-1111-4222-8333-444444444444';

export interface ClientOptions {
  readonly secret?: string;
  readonly timeoutMs?: number;
  readonly ca?: string | undefined;
  readonly proxy?: string;
}

export class GraphHarness {
  readonly issuer: IssuerFake;
  readonly graph: GraphFake;
  readonly reports: GraphRequestReport[] = [];
  readonly client: GraphPort;
  skipped = 0;
  clockMs: number | undefined;
  readonly #clients: GraphPort[] = [];

  constructor(issuer: IssuerFake, graph: GraphFake) {
    this.issuer = issuer;
    this.graph = graph;
    this.client = this.makeClient();
  }

  makeClient(options: ClientOptions = {}): GraphPort {
    const ca = 'ca' in options ? options.ca : this.issuer.ca;
    const client = createGraphClient({
      tenant: {
        tenantId: this.issuer.tenantId,
        baseUrl: `${this.graph.origin}/v1.0`,
        authority: this.issuer.authority,
        clientId,
        clientSecret: options.secret ?? 'correct horse',
        timeoutMs: options.timeoutMs ?? 5_000,
        connections: 4,
      },
      outbound: {
        ...(ca === undefined ? {} : { ca }),
        ...(options.proxy === undefined ? {} : { proxy: options.proxy }),
      },
      now: () => this.clockMs ?? Date.now(),
      onRequest: (report) => this.reports.push(report),
      onUsersSkipped: (count) => {
        this.skipped += count;
      },
    });
    this.#clients.push(client);
    return client;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.stop()));
    await this.graph.stop();
  }
}

/** One harness per test, in the returned box; the issuer (a slow certificate) serves the whole file. */
export function useGraph(): { current: GraphHarness } {
  const box: Partial<{ current: GraphHarness }> = {};
  let issuer: IssuerFake;
  beforeAll(async () => {
    issuer = await IssuerFake.start();
  });
  beforeEach(async () => {
    issuer.tokenRequests.length = 0;
    issuer.script = undefined;
    issuer.lifeSeconds = 3600;
    box.current = new GraphHarness(issuer, await GraphFake.start());
  });
  afterEach(() => box.current?.stop());
  afterAll(() => issuer.stop());
  return box as { current: GraphHarness };
}

export async function faultOf(work: Promise<unknown>): Promise<AppError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof AppError)) throw new Error(`expected a coded fault, got ${String(thrown)}`);
  return thrown;
}
