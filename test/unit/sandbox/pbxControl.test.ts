// The HTTP control of the sandbox PBX: what the demo page, journeys and benches ask of it.
import { startSandboxPbx, type PbxState, type SandboxPbx } from '../../sandbox/pbx/index.ts';
import { AmiProbe } from '../../support/amiProbe.ts';

let pbx: SandboxPbx;
let client: AmiProbe;

beforeEach(async () => {
  pbx = await startSandboxPbx({ phones: { count: 4, first: 2000 }, noAnswerMs: 60_000, outsideAnswersMs: 10 });
  client = new AmiProbe(pbx.port);
  await client.login('sandbox-secret');
});
afterEach(async () => {
  client.close();
  await pbx.close();
});

async function post(
  path: string,
  body: object,
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const response = await fetch(`${pbx.controlUrl ?? ''}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function get<T>(path: string): Promise<T> {
  return (await (await fetch(`${pbx.controlUrl ?? ''}${path}`)).json()) as T;
}

describe('a call by hand', () => {
  it('rings, is answered, held, retrieved and hung up', async () => {
    expect((await post('/call', { from: 'outside', to: '2001', number: '+12025550107' })).body.stage).toBe('ringing');
    expect((await get<PbxState>('/state')).phones[1]).toMatchObject({ extension: '2001', state: 'RINGING' });
    expect((await post('/answer', { extension: '2001' })).body.stage).toBe('talking');
    expect((await post('/hold', { extension: '2001' })).status).toBe(200);
    expect((await post('/retrieve', { extension: '2001' })).status).toBe(200);
    expect((await post('/hangup', { extension: '2001' })).body.stage).toBe('over');
    expect((await get<{ records: object[] }>('/expected')).records).toHaveLength(1);
    expect((await get<{ items: { state: string }[] }>('/journal')).items.map((item) => item.state)).toEqual([
      'busy',
      'clear',
    ]);
  });

  it('to outside is answered there by itself', async () => {
    await post('/call', { from: '2000', to: '0012025550142' });
    await client.untilEvent('DialEnd', { DialStatus: 'ANSWER' });
    expect((await post('/hangup', { extension: '2000' })).body.stage).toBe('over');
  });

  it('is declined, transferred, or sent to voicemail', async () => {
    await post('/call', { from: '2000', to: '2001' });
    expect((await post('/decline', { extension: '2001' })).body.stage).toBe('over');
    await post('/call', { from: '2000', to: '2001' });
    await post('/answer', { extension: '2001' });
    expect((await post('/transfer', { extension: '2001', to: '2002' })).body.extensions).toEqual(['2000', '2002']);
    expect((await post('/voicemail', { extension: '2002' })).body.stage).toBe('over');
  });

  it.each([
    ['/answer', { extension: '2001' }, 'nothing rings at 2001'],
    ['/hangup', { extension: '2001' }, '2001 is in no call'],
    ['/call', { from: '2999', to: '2001' }, 'no phone 2999 on the sandbox PBX'],
    ['/call', { from: '2000' }, '"to" is wanted'],
    ['/call', [], 'a JSON object is wanted'],
  ])('%s says why it cannot', async (path, body, error) => {
    expect(await post(path, body)).toEqual({ status: 409, body: { error } });
  });

  it('answers 404 to what it does not know', async () => {
    expect((await post('/nonsense', {})).status).toBe(404);
  });
});

describe('faults', () => {
  it('drops the link and takes it up again', async () => {
    await post('/link', { up: false });
    await client.untilClosed();
    await post('/link', { up: true });
    expect((await new AmiProbe(pbx.port).login('sandbox-secret')).get('Response')).toBe('Success');
  });

  it('sends any bytes: half a line, a long line, an unknown event', async () => {
    await post('/raw', { text: 'Event: Unhe' });
    await post('/raw', { text: 'ardOf\r\nLong: ', fill: 100_000, end: '\r\n\r\n' });
    expect((await client.untilEvent('UnheardOf')).get('Long')).toHaveLength(100_000);
  });

  it('switches do not disturb and registration', async () => {
    await post('/dnd', { extension: '2001', on: true });
    expect((await client.untilEvent('PresenceStatus')).get('Status')).toBe('dnd');
    await post('/registered', { extension: '2002', on: false });
    expect((await client.untilEvent('ExtensionStatus', { Exten: '2002' })).get('StatusText')).toBe('Unavailable');
  });
});

describe('traffic', () => {
  it('goes on and off', async () => {
    await post('/traffic', { on: true, bhcc: 360_000, meanTalkSeconds: 0.01, meanRingSeconds: 0.01 });
    await client.untilEvent('Hangup');
    await post('/traffic', { on: false });
    expect(await get('/counts')).toMatchObject({ clients: 1, traffic: { on: false, active: 0 } });
  });
});
