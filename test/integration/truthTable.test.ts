// The truth table of presence through the built service: a webhook PBX tells, Graph is told, others see (spec presence 3).
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { TeamsClientState } from '../sandbox/graph/index.ts';
import { startSandbox, type Sandbox } from '../sandbox/index.ts';
import { makeTenant } from '../sandbox/tenant/index.ts';
import { startServiceProcess } from '../support/serviceProcess.ts';
import { until } from '../support/until.ts';

const secret = 'webhook-secret-value';
const running: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});

interface World extends Sandbox {
  /** Sends events to the service, signed; resolves once they are on its disk. */
  tell(events: readonly object[]): Promise<void>;
}

let eventCount = 0;
function event(kind: string, change: object): object {
  eventCount += 1;
  return { kind, eventId: `e-${String(eventCount)}`, occurredAt: new Date().toISOString(), ...change };
}

function deliver(serviceUrl: string, events: readonly object[]): Promise<Response> {
  const body = JSON.stringify({ events });
  const time = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-signature': `t=${time},v1=${digest}` };
  return fetch(`${serviceUrl}/api/v1/pbx/cloud/events`, { method: 'POST', headers, body });
}

/** The sandbox's company with a webhook in place of its manager interface. */
function useWebhook(configPath: string, presence: object, silenceSeconds: number): void {
  const document = parse(readFileSync(configPath, 'utf8')) as { tenants: Record<string, unknown>[] };
  const [tenant] = document.tenants;
  if (tenant === undefined) throw new Error('no tenant in the configuration');
  tenant['pbx'] = [{ id: 'cloud', kind: 'webhook', secrets: [{ env: 'HOOKSWITCH_WEBHOOK_SECRET' }], silenceSeconds }];
  tenant['presence'] = presence;
  writeFileSync(configPath, stringify(document));
}

/** A company of 24 with the built service running for it. */
async function world(how: { readonly presence?: object; readonly silenceSeconds?: number } = {}): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'hookswitch-truth-'));
  running.push(() => rmSync(dir, { recursive: true, force: true }));
  const made = await startSandbox({ dir, tenant: makeTenant({ users: 24 }), demoPresence: false });
  running.push(() => made.close());
  useWebhook(made.configPath, how.presence ?? {}, how.silenceSeconds ?? 60);
  const env = { ...made.env, HOOKSWITCH_WEBHOOK_SECRET: secret };
  const isHeard = async (): Promise<boolean> => {
    const answer = await deliver(made.serviceUrl, [event('heartbeat', {})]).catch(() => null);
    return answer?.status === 202;
  };
  const [service] = await Promise.all([startServiceProcess({ ...made, env }), until(isHeard, 30_000)]);
  running.push(() => service.kill('SIGTERM'));
  const tell = async (events: readonly object[]): Promise<void> => {
    const answer = await deliver(made.serviceUrl, events);
    expect([answer.status, await answer.text()]).toEqual([202, expect.stringContaining('accepted')]);
  };
  return { ...made, tell };
}

function leg(extension: string): object {
  return { globalCallId: `call-${extension}`, connectionId: `leg-${extension}`, deviceId: extension };
}

function answered(extension: string): readonly object[] {
  return [
    event('originated', { ...leg(extension), called: { number: '+12025550100' } }),
    event('established', leg(extension)),
  ];
}

function hungUp(extension: string): object {
  return event('connectionCleared', { ...leg(extension), cause: 'normalClearing' });
}

function personIs(extension: string, state: string): object {
  return event('userState', { deviceId: extension, state });
}

const clients: readonly TeamsClientState[] = [
  'offline',
  'idle',
  'active',
  'inCall',
  'inMeeting',
  'presenting',
  'focusing',
];
const ofClients = ['Offline', 'Away', 'Available', 'Busy', 'Busy', 'DoNotDisturb', 'DoNotDisturb'];
const withBusy = ['Busy', 'Busy', 'Busy', 'Busy', 'Busy', 'DoNotDisturb', 'DoNotDisturb'];

/** The 15 rows; where the table says "or", both are played: 21 people. */
const rows = [
  { phone: 'available', person: 'available', seen: ofClients },
  { phone: 'busy', person: 'available', seen: withBusy },
  { phone: 'available', person: 'busy', seen: withBusy },
].flatMap(({ phone, person, seen }, block) =>
  clients.map((client, index) => ({
    extension: String(2000 + block * clients.length + index),
    phone,
    person,
    client,
    seen: seen[index] ?? '',
  })),
);

/** From everybody being in a call to what the row says. */
function turnOf({ extension, phone, person }: (typeof rows)[number]): readonly object[] {
  return [personIs(extension, person), ...(phone === 'busy' ? [] : [hungUp(extension)])];
}

describe('the truth table of presence', () => {
  it('holds for all rows at once', async () => {
    const made = await world();
    for (const { extension, client } of rows) made.graph.setTeamsClient(extension, client);
    await made.tell(rows.flatMap(({ extension }) => answered(extension)));
    await Promise.all(rows.map(({ extension }) => made.graph.waitForPresence(extension, { session: true })));
    await made.tell(rows.flatMap(turnOf));
    const hasSession = (row: (typeof rows)[number]) => row.phone === 'busy' || row.person === 'busy';
    await Promise.all(
      rows.map((row) =>
        made.graph.waitForPresence(row.extension, { availability: row.seen, session: hasSession(row) }),
      ),
    );
    const seen = rows.map(({ extension }) => made.graph.presence(extension).availability);
    expect(seen).toEqual(rows.map((row) => row.seen));
    expect(made.graph.violations).toEqual([]);
    expect(made.graph.entries().filter(({ path }) => path.includes('Preferred'))).toEqual([]);
  });
});

describe('what a person chose in Teams', () => {
  it('beats our session, which stays beneath it', async () => {
    const made = await world();
    made.graph.setTeamsClient('2000', 'active');
    await made.tell(answered('2000'));
    await made.graph.waitForPresence('2000', { availability: 'Busy', activity: 'InACall' });
    made.graph.setPreferred('2000', { availability: 'Available', activity: 'Available' });
    expect(made.graph.presence('2000')).toMatchObject({
      availability: 'Available',
      sessions: [{ activity: 'InACall' }],
    });
    made.graph.setPreferred('2000', null);
    expect(made.graph.presence('2000').availability).toBe('Busy');
  });
});

describe('what a person set on the phone', () => {
  it('stays away during a call, and is a call once they are back', async () => {
    const made = await world();
    await made.tell([personIs('2000', 'away')]);
    await made.graph.waitForPresence('2000', { availability: 'Away', activity: 'Away' });
    // Told after the call of the one who is away: when this one shows, that call has been heard.
    await made.tell([...answered('2000'), ...answered('2001')]);
    await made.graph.waitForPresence('2001', { activity: 'InACall' });
    expect(made.graph.presence('2000')).toMatchObject({ availability: 'Away', sessions: [{ activity: 'Away' }] });
    await made.tell([personIs('2000', 'available')]);
    await made.graph.waitForPresence('2000', { availability: 'Busy', activity: 'InACall' });
  });

  it.each([
    ['Do not disturb', undefined, { availability: 'DoNotDisturb', activity: 'Presenting', session: true }],
    ['nothing, where the company wants that', 'nothing', { availability: 'Offline', session: false }],
  ])('do not disturb shows %s', async (_name, policy, wish) => {
    const made = await world(policy === undefined ? {} : { presence: { doNotDisturb: policy } });
    await made.tell([...answered('2000'), ...answered('2001')]);
    const talking = ['2000', '2001'];
    await Promise.all(talking.map((extension) => made.graph.waitForPresence(extension, { activity: 'InACall' })));
    await made.tell([personIs('2000', 'doNotDisturb')]);
    await made.graph.waitForPresence('2000', wish);
    expect(made.graph.presence('2001').activity).toBe('InACall');
  });
});

describe('a call of three', () => {
  it('shows as a conference', async () => {
    const made = await world();
    await made.tell(answered('2000'));
    await made.graph.waitForPresence('2000', { activity: 'InACall' });
    await made.tell([event('conferenced', leg('2000'))]);
    await made.graph.waitForPresence('2000', { availability: 'Busy', activity: 'InAConferenceCall' });
  });
});

describe('when the PBX falls silent', () => {
  it('nobody stays busy, away or undisturbed for longer than the grace', async () => {
    const made = await world({ presence: { pbxLossGraceSeconds: 1 }, silenceSeconds: 5 });
    await made.tell([...answered('2000'), personIs('2001', 'away'), personIs('2002', 'doNotDisturb')]);
    const people = ['2000', '2001', '2002'];
    await Promise.all(people.map((extension) => made.graph.waitForPresence(extension, { session: true })));
    await Promise.all(people.map((extension) => made.graph.waitForPresence(extension, { session: false }, 20_000)));
    // Heard again: what the PBX told before its silence counts again, and the call it ends is over.
    await made.tell([hungUp('2000'), personIs('2001', 'available'), personIs('2002', 'doNotDisturb')]);
    await made.graph.waitForPresence('2002', { availability: 'DoNotDisturb' });
    expect(people.map((extension) => made.graph.presence(extension).sessions.length)).toEqual([0, 0, 1]);
  });
});
