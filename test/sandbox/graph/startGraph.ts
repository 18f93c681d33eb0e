// The Graph of the sandbox on a socket: reads requests, lets the engine play them, plays faults of the connection.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, readText, type ListenOptions } from '../httpTools.ts';
import type { SandboxTenant } from '../tenant/index.ts';
import { isRefusal, TokenCheck, type GraphCaller, type TokenKeys } from './access.ts';
import { badRequest, type GraphAnswer } from './answers.ts';
import { playBatch } from './batch.ts';
import { makeControls, type GraphControls } from './control.ts';
import { answerControl } from './controlRoutes.ts';
import { DirectoryBook } from './directoryBook.ts';
import { GraphEngine, type Violation } from './engine.ts';
import { answerOfFault, cutOff } from './faultAnswers.ts';
import { FaultBook, type Fault } from './faults.ts';
import { Mailboxes } from './mailboxes.ts';
import { Journal, monotonicUs, type JournalEntry } from './journal.ts';
import { loadOpenapiCheck, type OpenapiCheck } from './openapiCheck.ts';
import { PresenceBoard } from './presenceBoard.ts';
import { Quota, type QuotaOptions } from './quota.ts';

const version = '/v1.0';

/** How Graph is started. */
export interface GraphOptions extends ListenOptions {
  readonly tenant: SandboxTenant;
  /** Whose tokens are believed. */
  readonly keys: TokenKeys;
  /** Milliseconds since 1970; presence and quota follow it. @default Date.now */
  readonly now?: () => number;
  readonly quota?: QuotaOptions;
  /** `null` switches the check off. @default the shared corpus when it is there */
  readonly openapi?: OpenapiCheck | null;
  /** Requests remembered. @default 1000000 */
  readonly journalLimit?: number;
}

/** Graph with its controls. */
export interface SandboxGraph extends GraphControls {
  /** Origin; the service's base address is `baseUrl`. */
  readonly url: string;
  readonly baseUrl: string;
  readonly port: number;
  close(): Promise<void>;
}

interface World {
  readonly engine: GraphEngine;
  readonly journal: Journal;
  readonly faults: FaultBook;
  readonly tokens: TokenCheck;
  readonly controls: GraphControls;
}

function send(response: ServerResponse, answer: GraphAnswer): void {
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  const type = answer.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(answer.status, { ...type, ...answer.headers, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** True when the fault has taken the place of the answer. */
async function playFault(fault: Fault, entry: JournalEntry, response: ServerResponse): Promise<boolean> {
  entry.fault = fault.kind;
  if (fault.delayMs !== undefined) await wait(fault.delayMs);
  const instead = answerOfFault(fault);
  if (instead === undefined) return cutOff(fault, response);
  entry.status = instead.status;
  send(response, instead);
  return true;
}

async function playRequest(
  world: World,
  entry: JournalEntry,
  caller: GraphCaller,
  prefer: string,
): Promise<GraphAnswer> {
  const { method, path, body } = entry;
  if (typeof body === 'string')
    return badRequest(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  if (method === 'POST' && path === '/$batch') {
    const { answer, delayMs } = playBatch(world, entry, body, caller);
    if (delayMs > 0) await wait(delayMs);
    return answer;
  }
  return world.engine.play({ method, target: path, body, entry, prefer, isStuck: entry.fault === 'stuck' }, caller);
}

function refuseVersion(world: World, entry: JournalEntry): GraphAnswer {
  world.engine.violate(`${entry.method} ${entry.path}`, [`not under ${version}`], entry.n);
  return badRequest(`Invalid version: ${entry.path.split('/')[1] ?? ''}`);
}

async function receive(world: World, request: IncomingMessage, isVersioned: boolean): Promise<JournalEntry> {
  const atUs = monotonicUs();
  const { method = 'GET', url = '/' } = request;
  const text = method === 'GET' ? '' : await readText(request);
  const path = isVersioned ? url.slice(version.length) : url;
  return world.journal.add({ atUs, method, path, body: parse(text) });
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '/' } = request;
  if (url.startsWith('/_sandbox/')) return answerControl(world.controls, request, response);
  const isVersioned = url.startsWith(`${version}/`);
  const entry = await receive(world, request, isVersioned);
  const { authorization, prefer = '' } = request.headers;
  const caller = world.tokens.remembered(authorization) ?? (await world.tokens.verify(authorization));
  if (!isRefusal(caller)) entry.app = caller.app;
  const fault = world.faults.take(`${entry.method} ${entry.path}`);
  if (fault !== undefined && (await playFault(fault, entry, response))) return;
  const reply = await replyTo(world, entry, caller, { isVersioned, prefer: String(prefer) });
  if (fault?.kind === 'lost') {
    entry.status = 0;
    response.destroy();
    return;
  }
  entry.status = reply.status;
  send(response, reply);
}

async function replyTo(
  world: World,
  entry: JournalEntry,
  caller: GraphCaller | GraphAnswer,
  { isVersioned, prefer }: { readonly isVersioned: boolean; readonly prefer: string },
): Promise<GraphAnswer> {
  if (isRefusal(caller)) return caller;
  return isVersioned ? playRequest(world, entry, caller, prefer) : refuseVersion(world, entry);
}

/** Starts Graph for one tenant. */
export async function startGraph(options: GraphOptions): Promise<SandboxGraph> {
  const { tenant } = options;
  const baseNow = options.now ?? Date.now;
  let aheadMs = 0;
  const now = (): number => baseNow() + aheadMs;
  let url = '';
  const baseUrl = (): string => url + version;
  const board = new PresenceBoard(now);
  const directory = new DirectoryBook(tenant);
  const mailboxes = new Mailboxes(now);
  const journal = new Journal(options.journalLimit);
  const faults = new FaultBook(now);
  const quota = new Quota(now, options.quota);
  const violations: Violation[] = [];
  const openapi = options.openapi === undefined ? loadOpenapiCheck() : options.openapi;
  const engine = new GraphEngine({ tenant, board, directory, mailboxes, quota, openapi, violations, now, baseUrl });
  const tokens = new TokenCheck(options.keys, tenant.id, () => [url, url.replace('localhost', '127.0.0.1')]);
  const advance = (ms: number): void => {
    aheadMs += ms;
  };
  const controls = makeControls({ tenant, board, directory, mailboxes, journal, faults, quota, violations, advance });
  const world: World = { engine, journal, faults, tokens, controls };
  const server = await listen((request, response) => {
    answer(world, request, response).catch(() => response.destroy());
  }, options);
  url = server.url;
  return { ...controls, url, baseUrl: baseUrl(), port: server.port, close: () => server.close() };
}
