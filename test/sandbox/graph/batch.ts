// Plays $batch: up to 20 parts, each journalled, counted, throttled and answered on its own.
import type { GraphCaller } from './access.ts';
import { badRequest, graphError, ok, type GraphAnswer } from './answers.ts';
import type { GraphEngine } from './engine.ts';
import { gatewayTimeout, partAnswerOfFault } from './faultAnswers.ts';
import type { Fault, FaultBook } from './faults.ts';
import type { Journal, JournalEntry } from './journal.ts';

const maxParts = 20;

interface BatchPart {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

interface BatchWorld {
  readonly engine: GraphEngine;
  readonly journal: Journal;
  readonly faults: FaultBook;
}

/** The answer, and how long its slowest part holds it up. */
export interface BatchAnswer {
  readonly answer: GraphAnswer;
  readonly delayMs: number;
}

function partOf(value: unknown): BatchPart | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, method, url, headers, body, dependsOn } = value as Record<string, unknown>;
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string') return null;
  return {
    id,
    method: method.toUpperCase(),
    url: url.startsWith('/') ? url : `/${url}`,
    headers: typeof headers === 'object' && headers !== null ? (headers as Readonly<Record<string, unknown>>) : {},
    body,
    dependsOn: Array.isArray(dependsOn) ? dependsOn.filter((entry) => typeof entry === 'string') : [],
  };
}

/** The parts, or why the whole batch is refused. */
function partsOf(body: unknown): readonly BatchPart[] | string {
  const requests = (body as { readonly requests?: unknown } | undefined)?.requests;
  if (!Array.isArray(requests) || requests.length === 0) return 'Invalid batch payload format.';
  if (requests.length > maxParts)
    return `Number of batch request steps exceeds the maximum value of ${String(maxParts)}.`;
  const parts = requests.map(partOf);
  const sound = parts.filter((part) => part !== null);
  if (sound.length < parts.length) return 'Invalid batch payload format.';
  return new Set(sound.map(({ id }) => id)).size === sound.length ? sound : 'Request ids must be unique.';
}

function hasContentType(headers: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
}

function journalled(world: BatchWorld, outer: JournalEntry, part: BatchPart, caller: GraphCaller): JournalEntry {
  const { atUs, n } = outer;
  const { method, url: path, body, id } = part;
  return world.journal.add({ atUs, method, path, body, batch: { n, id }, app: caller.app });
}

function playPart(
  world: BatchWorld,
  entry: JournalEntry,
  part: BatchPart,
  caller: GraphCaller,
  fault?: Fault,
): GraphAnswer {
  if (fault !== undefined) entry.fault = fault.kind;
  const instead = fault === undefined ? undefined : partAnswerOfFault(fault);
  if (instead !== undefined) return instead;
  if (part.body !== undefined && !hasContentType(part.headers)) {
    world.engine.violate('POST /$batch', [`part ${part.id}: body without Content-Type header`], entry.n);
    return badRequest('Write request id : ' + part.id + ' does not contain Content-Type header or body.');
  }
  const isStuck = fault?.kind === 'stuck';
  const answer = world.engine.play({ method: part.method, target: part.url, body: part.body, entry, isStuck }, caller);
  return fault?.kind === 'lost' ? gatewayTimeout() : answer;
}

function responseOf(id: string, answer: GraphAnswer): object {
  const headers = { ...answer.headers, ...(answer.body === undefined ? {} : { 'Content-Type': 'application/json' }) };
  return answer.body === undefined
    ? { id, status: answer.status, headers }
    : { id, status: answer.status, headers, body: answer.body };
}

/** The outer answer: 200 with one response per part, or 400 for the batch as a whole. */
export function playBatch(world: BatchWorld, outer: JournalEntry, body: unknown, caller: GraphCaller): BatchAnswer {
  const shapeFaults = world.engine.shapeFaults('POST /$batch', new URLSearchParams(), body, outer.n);
  if (shapeFaults.length > 0) return { answer: badRequest(shapeFaults.join('; ')), delayMs: 0 };
  const parts = partsOf(body);
  if (typeof parts === 'string') return { answer: badRequest(parts), delayMs: 0 };
  const statuses = new Map<string, number>();
  let delayMs = 0;
  const play = (part: BatchPart): GraphAnswer => {
    const fault = world.faults.take(`${part.method} ${part.url}`);
    delayMs = Math.max(delayMs, fault?.delayMs ?? 0);
    const entry = journalled(world, outer, part, caller);
    const answer = playPart(world, entry, part, caller, fault);
    entry.status = answer.status;
    return answer;
  };
  const responses = parts.map((part) => {
    const isBlocked = part.dependsOn.some((id) => (statuses.get(id) ?? 424) >= 400);
    const answer = isBlocked
      ? graphError(424, 'FailedDependency', 'A request this one depends on failed.')
      : play(part);
    statuses.set(part.id, answer.status);
    return responseOf(part.id, answer);
  });
  return { answer: ok({ responses }), delayMs };
}
