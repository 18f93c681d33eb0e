// Plays one Graph request (or one part of a batch): journal, fault, permission, documented shape, quota, operation.
import type { SandboxTenant, SandboxUser } from '../tenant/index.ts';
import { refuseByPermission, type GraphCaller } from './access.ts';
import { badRequest, graphError, throttled, type GraphAnswer } from './answers.ts';
import type { DirectoryBook } from './directoryBook.ts';
import { directoryOperations } from './directoryOperations.ts';
import type { JournalEntry } from './journal.ts';
import type { Mailboxes } from './mailboxes.ts';
import { mailboxOperations } from './mailboxOperations.ts';
import type { OpenapiCheck } from './openapiCheck.ts';
import type { Operation, OperationContext } from './operation.ts';
import { presenceOperations } from './presenceOperations.ts';
import type { PresenceBoard } from './presenceBoard.ts';
import type { Quota } from './quota.ts';
import { routeOf, type Route } from './route.ts';

/** A request that is not as documented. */
export interface Violation {
  /** Number of the journal entry. */
  readonly n: number;
  readonly operation: string;
  readonly faults: readonly string[];
}

/** What the engine plays on. */
export interface EngineParts {
  readonly tenant: SandboxTenant;
  readonly board: PresenceBoard;
  readonly directory: DirectoryBook;
  readonly mailboxes: Mailboxes;
  readonly quota: Quota;
  readonly openapi: OpenapiCheck | null;
  readonly violations: Violation[];
  readonly now: () => number;
  readonly baseUrl: () => string;
}

/** One request after its body was read. */
export interface PartRequest {
  readonly method: string;
  /** Path with query, without the version. */
  readonly target: string;
  /** Parsed JSON; `undefined` when there was none. */
  readonly body: unknown;
  readonly entry: JournalEntry;
  /** @default none */
  readonly prefer?: string;
  /** A clear answers as if done and leaves the session. @default false */
  readonly isStuck?: boolean;
}

const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({ ...directoryOperations, ...presenceOperations, ...mailboxOperations }),
);
const noQuery = new URLSearchParams();
const noBody: Readonly<Record<string, unknown>> = {};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Splits a target into its path and query. */
export function splitTarget(target: string): { readonly path: string; readonly query: URLSearchParams } {
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, query: noQuery };
  return { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) };
}

/** True for a request that counts against the presence quota. */
export function isPresenceRequest({ method, path }: Pick<JournalEntry, 'method' | 'path'>): boolean {
  return operations.get(routeOf(method, splitTarget(path).path).operation)?.isPresence === true;
}

/** Plays requests against one tenant. */
export class GraphEngine {
  readonly #parts: EngineParts;

  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  /** The answer to one request of a verified caller. */
  play(request: PartRequest, caller: GraphCaller): GraphAnswer {
    request.entry.app = caller.app;
    const { path, query } = splitTarget(request.target);
    const route = routeOf(request.method, path);
    const operation = operations.get(route.operation);
    const answer =
      this.#judge(request, route, query, operation, caller) ?? this.#run(request, route, query, operation, caller);
    request.entry.status = answer.status;
    return answer;
  }

  /** Faults of an operation's request that Graph's documents forbid; kept in `violations`. */
  shapeFaults(operation: string, query: URLSearchParams, body: unknown, n: number): readonly string[] {
    const found = this.#parts.openapi?.request(operation, query, body) ?? [];
    if (found.length > 0) this.violate(operation, found, n);
    return found;
  }

  violate(operation: string, faults: readonly string[], n: number): void {
    this.#parts.violations.push({ n, operation, faults });
  }

  /** The refusal, or `undefined` when the operation may run. */
  #judge(
    request: PartRequest,
    route: Route,
    query: URLSearchParams,
    operation: Operation | undefined,
    caller: GraphCaller,
  ): GraphAnswer | undefined {
    if (operation === undefined) return this.#unknown(request, route);
    if (route.isMe && caller.userId === undefined) {
      return badRequest('/me request is only valid with delegated authentication flow.');
    }
    const refusal = refuseByPermission(caller, operation.permissions, this.#userOf(route, caller)?.id);
    if (refusal !== undefined) return refusal;
    if (operation.isPresence === true) {
      const waitMs = this.#parts.quota.take(caller.app);
      if (waitMs > 0) return throttled(Math.ceil(waitMs / 1000));
    }
    const faults = this.shapeFaults(route.operation, query, request.body, request.entry.n);
    return faults.length === 0 ? undefined : badRequest(faults.join('; '));
  }

  #run(
    request: PartRequest,
    route: Route,
    query: URLSearchParams,
    operation: Operation | undefined,
    caller: GraphCaller,
  ): GraphAnswer {
    if (request.method === 'POST' && request.body !== undefined && !isRecord(request.body)) {
      return badRequest('Unable to read JSON request payload.');
    }
    const context: OperationContext = {
      tenant: this.#parts.tenant,
      board: this.#parts.board,
      directory: this.#parts.directory,
      mailboxes: this.#parts.mailboxes,
      caller,
      user: this.#userOf(route, caller),
      query,
      prefer: request.prefer ?? '',
      body: isRecord(request.body) ? request.body : noBody,
      baseUrl: this.#parts.baseUrl(),
      nowMs: this.#parts.now(),
      isStuck: request.isStuck === true,
    };
    return operation?.run(context) ?? badRequest('Nothing to run.');
  }

  #userOf(route: Route, caller: GraphCaller): SandboxUser | undefined {
    const key = route.isMe ? caller.userId : route.userKey;
    return key === undefined ? undefined : this.#parts.tenant.find(key);
  }

  /** Documented but not played here is 501; anything else is a request nobody should have sent. */
  #unknown(request: PartRequest, route: Route): GraphAnswer {
    if (this.#parts.openapi?.knows(route.operation) === true) {
      return graphError(501, 'NotImplemented', `The sandbox does not play ${route.operation}.`);
    }
    this.violate(route.operation, ['no such operation'], request.entry.n);
    return badRequest(`Resource not found for the segment '${request.target.split(/[/?]/)[1] ?? ''}'.`);
  }
}
