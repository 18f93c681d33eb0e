// The HTTP service over a fake heart and real token checks, fresh for every test, with its log and counters kept.
import type { FastifyInstance } from 'fastify';
import { buildHttp, createTokenVerifier, type HttpOptions } from '#bot/http';
import { silentMetrics, type LogFacts, type LoggerPort } from '#bot/telemetry';
import { HeartFake } from './HeartFake.ts';
import { IssuerFake } from './IssuerFake.ts';

export const tenantA = 'aaaaaaaa-1111-4222-8333-444444444444';
export const tenantB = 'bbbbbbbb-1111-4222-8333-444444444444';
export const order = { number: '+33 1 99 00 20 14', requestId: 'order-0001' };

interface LogLine {
  readonly level: keyof LoggerPort;
  readonly event: string;
  readonly facts: LogFacts | undefined;
}

export class HttpHarness {
  readonly heart = new HeartFake();
  readonly a = new IssuerFake(tenantA, 0);
  readonly b = new IssuerFake(tenantB, 1);
  readonly lines: LogLine[] = [];
  readonly counted: string[] = [];
  readonly app: FastifyInstance;
  /** Of a user of tenant A. */
  authorization = '';
  readonly #apps: FastifyInstance[] = [];

  constructor() {
    this.app = this.build();
  }

  build(changes: Partial<HttpOptions> = {}): FastifyInstance {
    const app = buildHttp({
      publicUrl: 'https://pbx.example.com',
      trustProxy: false,
      frameOrigins: ['http://localhost:4400', 'not an origin; script-src *'],
      heart: this.heart,
      verifyToken: createTokenVerifier({
        tenants: [this.a.tenant, this.b.tenant],
        fetchJwks: (uri) => (uri === this.a.tenant.jwksUri ? this.a.jwks() : this.b.jwks()),
      }),
      logger: {
        debug: this.#keep('debug'),
        info: this.#keep('info'),
        warn: this.#keep('warn'),
        error: this.#keep('error'),
      },
      metrics: {
        ...silentMetrics,
        httpRequest: (route, status) => void this.counted.push(`${route} ${String(status)}`),
        authRefused: (reason) => void this.counted.push(`refused ${reason}`),
        text: () => Promise.resolve('hookswitch_up 1\n'),
      },
      ...changes,
    });
    this.#apps.push(app);
    return app;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#apps.map((app) => app.close()));
  }

  #keep(level: keyof LoggerPort): (event: string, facts?: LogFacts) => void {
    return (event, facts) => void this.lines.push({ level, event, facts });
  }
}

/** One harness per test, in the returned box. */
export function useHttp(): { current: HttpHarness } {
  const box: Partial<{ current: HttpHarness }> = {};
  beforeEach(async () => {
    const harness = new HttpHarness();
    harness.authorization = `Bearer ${await harness.a.token()}`;
    box.current = harness;
  });
  afterEach(() => box.current?.stop());
  return box as { current: HttpHarness };
}
