// HTTP control of the sandbox PBX on the loopback: what the demo page, journeys and benches ask of it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxCall } from './SandboxCall.ts';
import type { LinkMode, SandboxPbx } from './startSandboxPbx.ts';

/** A running control server. */
export interface Control {
  readonly url: string;
  close(): Promise<void>;
}

type Body = Readonly<Record<string, unknown>>;
type Route = (pbx: SandboxPbx, body: Body, query: URLSearchParams) => unknown;

const maxBodyBytes = 1_048_576;
const trafficKeys = ['seed', 'answeredShare', 'outsideShare', 'meanTalkSeconds', 'maxTalkSeconds', 'meanRingSeconds'];

const routes: Readonly<Record<string, Route>> = {
  'GET /state': (pbx) => pbx.state(),
  'GET /counts': (pbx) => pbx.counts(),
  'GET /journal': (pbx, _body, query) => ({ items: pbx.journal.changes(Number(query.get('from') ?? 0)) }),
  'GET /expected': (pbx, _body, query) => ({
    records: pbx.journal.records(Number(query.get('from') ?? 0)),
    states: pbx.journal.finalStates(),
  }),
  'GET /database': (pbx) => Object.fromEntries(pbx.database),
  'POST /call': placeCall,
  'POST /answer': (pbx, body) => named(ringingCall(pbx, body), (call) => call.answer(text(body, 'extension'))),
  'POST /hangup': (pbx, body) => named(anyCall(pbx, body), (call) => call.hangup(text(body, 'extension'))),
  'POST /decline': (pbx, body) => named(ringingCall(pbx, body), (call) => call.decline()),
  'POST /hold': (pbx, body) => named(anyCall(pbx, body), (call) => call.hold(text(body, 'extension'))),
  'POST /retrieve': (pbx, body) => named(anyCall(pbx, body), (call) => call.retrieve(text(body, 'extension'))),
  'POST /transfer': (pbx, body) =>
    named(anyCall(pbx, body), (call) => call.blindTransfer(text(body, 'extension'), text(body, 'to'))),
  'POST /voicemail': (pbx, body) => named(ringingCall(pbx, body), (call) => leaveMessage(pbx, call)),
  'POST /dnd': (pbx, body) => pbx.setDoNotDisturb(text(body, 'extension'), body['on'] !== false),
  'POST /presence': (pbx, body) => pbx.setPresence(text(body, 'extension'), text(body, 'status')),
  'POST /registered': (pbx, body) => pbx.setRegistered(text(body, 'extension'), body['on'] !== false),
  'POST /traffic': traffic,
  'POST /link': (pbx, body) => pbx.setLink(linkMode(body)),
  'POST /raw': (pbx, body) => pbx.raw(rawBytes(body)),
};

/** Listens on 127.0.0.1 only. */
export async function startControl(pbx: SandboxPbx, port: number): Promise<Control> {
  const server = createServer((request, response) => void serve(pbx, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, close };
}

async function serve(pbx: SandboxPbx, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const key = `${request.method ?? 'GET'} ${url.pathname}`;
  try {
    const route = Object.hasOwn(routes, key) ? routes[key] : undefined;
    if (route === undefined) {
      answer(response, 404, { error: `no ${key}` });
      return;
    }
    const result: unknown = await route(pbx, await readBody(request), url.searchParams);
    answer(response, 200, result ?? { ok: true });
  } catch (error) {
    answer(response, 409, { error: error instanceof Error ? error.message : String(error) });
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Body> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += String(chunk);
    if (body.length > maxBodyBytes) throw new Error('the body is too large');
  }
  const parsed: unknown = body === '' ? {} : JSON.parse(body);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Error('a JSON object is wanted');
  return parsed as Body;
}

function placeCall(pbx: SandboxPbx, body: Body): unknown {
  const optional = {
    ...(typeof body['number'] === 'string' ? { number: body['number'] } : {}),
    ...(typeof body['name'] === 'string' ? { name: body['name'] } : {}),
    ...(typeof body['answerAfterMs'] === 'number' ? { answerAfterMs: body['answerAfterMs'] } : {}),
    ...(typeof body['talkMs'] === 'number' ? { talkMs: body['talkMs'] } : {}),
  };
  return described(pbx.call({ from: text(body, 'from'), to: text(body, 'to'), ...optional }));
}

function traffic(pbx: SandboxPbx, body: Body): unknown {
  if (body['on'] === false) return pbx.stopTraffic({ drain: body['drain'] === true });
  const bhcc = number(body, 'bhcc', 600);
  const given = trafficKeys.flatMap((key): [string, number][] => {
    const value = body[key];
    return typeof value === 'number' ? [[key, value]] : [];
  });
  pbx.startTraffic({ bhcc, ...Object.fromEntries<number>(given) });
  return undefined;
}

function leaveMessage(pbx: SandboxPbx, call: SandboxCall): void {
  call.noAnswer();
  pbx.desk.leaveMessage(call);
}

function linkMode(body: Body): LinkMode {
  if (body['up'] !== false) return 'up';
  return body['how'] === 'silent' ? 'silent' : 'refused';
}

/** `{text}` or `{base64}`, then `fill` times the letter x, then `end`: half a line, a 10 MB line, an unknown event. */
function rawBytes(body: Body): Uint8Array {
  const start =
    typeof body['base64'] === 'string'
      ? Buffer.from(body['base64'], 'base64')
      : Buffer.from(optionalText(body, 'text'));
  const fill = Buffer.alloc(Math.min(number(body, 'fill', 0), 64 * 1024 * 1024), 'x');
  return Buffer.concat([start, fill, Buffer.from(optionalText(body, 'end'))]);
}

function named(call: SandboxCall, act: (call: SandboxCall) => void): unknown {
  act(call);
  return described(call);
}

function described(call: SandboxCall): unknown {
  return { id: call.id, stage: call.stage, extensions: call.extensions() };
}

function ringingCall(pbx: SandboxPbx, body: Body): SandboxCall {
  const extension = text(body, 'extension');
  return found(pbx.desk.findRinging(extension), `nothing rings at ${extension}`);
}

function anyCall(pbx: SandboxPbx, body: Body): SandboxCall {
  const extension = text(body, 'extension');
  return found(pbx.desk.find(extension), `${extension} is in no call`);
}

function found(call: SandboxCall | undefined, otherwise: string): SandboxCall {
  if (call === undefined) throw new Error(otherwise);
  return call;
}

function text(body: Body, key: string): string {
  const value = body[key];
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  throw new Error(`"${key}" is wanted`);
}

function optionalText(body: Body, key: string): string {
  const value = body[key];
  return typeof value === 'string' ? value : '';
}

function number(body: Body, key: string, otherwise: number): number {
  const value = body[key];
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : otherwise;
}
