// A tenant, its issuer and its Graph with a clock by hand, and the few requests the tests make.
import { startGraph, type SandboxGraph } from '../../sandbox/graph/index.ts';
import { startIssuer, type SandboxIssuer } from '../../sandbox/issuer/index.ts';
import { makeTenant, type SandboxUser } from '../../sandbox/tenant/index.ts';

const betweenTestsMs = 60_000;

/** Presence requests the tests' Graph grants per 30 seconds. */
export const testQuota = 40;
export const tenant = makeTenant({ users: 130, disabled: 10 });
export const [ada, bruno] = tenant.users as [SandboxUser, SandboxUser];
export const busy = { availability: 'Busy', activity: 'InACall' };
export const session = { sessionId: tenant.clientId, ...busy };

/** One answer with its body parsed; tests say what they expect it to be. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: never;
}

/** One part of a batch as it was answered. */
export interface BatchReply {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A presence write as a part of a batch. */
export function part(id: string, userId: string, action: 'setPresence' | 'clearPresence'): object {
  const { sessionId } = session;
  const body = action === 'setPresence' ? session : { sessionId };
  const headers = { 'Content-Type': 'application/json' };
  return { id, method: 'POST', url: `/users/${userId}/presence/${action}`, headers, body };
}

/** What the tests of one file share. */
export class GraphWorld {
  readonly issuer: SandboxIssuer;
  readonly graph: SandboxGraph;
  readonly #clock: { nowMs: number };
  token: string;

  private constructor(issuer: SandboxIssuer, graph: SandboxGraph, clock: { nowMs: number }, token: string) {
    this.issuer = issuer;
    this.graph = graph;
    this.#clock = clock;
    this.token = token;
  }

  static async start(): Promise<GraphWorld> {
    const clock = { nowMs: Date.now() };
    const now = (): number => clock.nowMs;
    const issuer = await startIssuer({ tenant, now });
    const graph = await startGraph({ tenant, keys: issuer, now, quota: { requests: testQuota } });
    return new GraphWorld(issuer, graph, clock, await issuer.appToken(graph.url));
  }

  pass(ms: number): void {
    this.#clock.nowMs += ms;
  }

  /** A clean slate for the next test. */
  reset(): void {
    this.pass(betweenTestsMs);
    this.graph.reset();
  }

  async ask(method: string, path: string, body?: unknown, bearer = this.token): Promise<Reply> {
    const answer = await fetch(this.graph.baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const parsed = (text === '' ? undefined : JSON.parse(text)) as never;
    return { status: answer.status, headers: answer.headers, body: parsed };
  }

  setPresence(userId: string, body: object = session): Promise<Reply> {
    return this.ask('POST', `/users/${userId}/presence/setPresence`, body);
  }

  clearPresence(userId: string): Promise<Reply> {
    return this.ask('POST', `/users/${userId}/presence/clearPresence`, { sessionId: tenant.clientId });
  }

  /** A token of another application of the tenant, with every presence permission. */
  tokenOf(app: string): Promise<string> {
    const roles = ['Presence.ReadWrite.All', 'Presence.Read.All'];
    const claims = { idtyp: 'app', appid: app, oid: app, roles, scp: undefined };
    return this.issuer.userToken(ada, { audience: this.graph.url, authorizedParty: app, claims });
  }

  /** The responses of one batch, each with what a test looks at. */
  async batch(requests: readonly object[]): Promise<readonly BatchReply[]> {
    const { body } = await this.ask('POST', '/$batch', { requests });
    return (body as { readonly responses: readonly BatchReply[] }).responses;
  }

  async close(): Promise<void> {
    await Promise.all([this.issuer.close(), this.graph.close()]);
  }
}
