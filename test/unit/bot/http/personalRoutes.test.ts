// What a person keeps, sets and reports through app.inject: always in the name of the token, within limits, cleaned.
import * as v from 'valibot';
import {
  phoneAnswerSchema,
  reportAnswerSchema,
  settingsAnswerSchema,
  speedDialsSchema,
  type Report,
} from '#shared/contracts';
import { tenantA, tenantB, useHttp } from './HttpHarness.ts';
import { adaId } from './IssuerFake.ts';

const at = useHttp();
const caller = { tenantId: tenantA, userId: adaId };
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').toString('base64');
const report = {
  title: 'No ringing',
  topic: 'dialling',
  text: 'Call me on +33 1 99 00 20 14',
  app: { host: 'teams', locale: 'fr' },
};
const list = { revision: 3, groups: [], items: [{ id: 'a', label: 'Reception', number: '100' }] };
const forward = { set: 'forwarding', extension: '2014', type: 'noAns', to: '2015' };
const callId = 'pbx/1700000000.12/0';

/** Every route of this file with a body it takes. */
const routes: readonly (readonly [Method, string, object | undefined, string])[] = [
  ['GET', '/speed-dials', undefined, 'speedDials'],
  ['PUT', '/speed-dials', list, 'changeSpeedDials'],
  ['GET', '/settings', undefined, 'settings'],
  ['PATCH', '/settings', { isWelcomed: true }, 'changeSettings'],
  ['POST', '/reports', report, 'report'],
  ['GET', '/phone', undefined, 'phone'],
  ['POST', '/phone', forward, 'changePhone'],
  ['POST', `/calls/live/${encodeURIComponent(callId)}/hold`, undefined, 'controlCall'],
];

async function send(method: Method, url: string, payload?: object, app = at.current.app) {
  return app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: at.current.authorization },
    ...(payload && { payload }),
  });
}

function lastInput(): unknown {
  return at.current.heart.asked.at(-1)?.input;
}

describe.each(routes)('%s %s', (method, url, payload, what) => {
  it('asks the heart in the name of the token, whatever ids the request holds', async () => {
    const ids = `userId=${tenantB}&tenantId=${tenantB}`;
    const strange = payload === undefined ? undefined : { ...payload, userId: tenantB, tenantId: tenantB };
    const answer = await send(method, `${url}?${ids}`, strange);
    expect(answer.statusCode).toBeLessThan(300);
    expect(at.current.heart.asked).toMatchObject([{ what, caller }]);
    expect(JSON.stringify(lastInput() ?? {})).not.toContain(tenantB);
  });

  it('gives a user of another tenant that tenant’s heart alone', async () => {
    const authorization = `Bearer ${await at.current.b.token()}`;
    await at.current.app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { authorization },
      ...(payload && { payload }),
    });
    expect(at.current.heart.asked).toMatchObject([{ what, caller: { tenantId: tenantB } }]);
  });

  it('knows no anonymous caller and no application', async () => {
    const app = `Bearer ${await at.current.a.token({ claims: { scp: undefined, idtyp: 'app' } })}`;
    for (const [headers, status] of [
      [{}, 401],
      [{ authorization: app }, 403],
    ] as const) {
      const answer = await at.current.app.inject({
        method,
        url: `/api/v1${url}`,
        headers,
        ...(payload && { payload }),
      });
      expect(answer.statusCode).toBe(status);
    }
    expect(at.current.heart.asked).toEqual([]);
  });
});

describe('the routes of what a person keeps', () => {
  it('answer as their contracts say', async () => {
    expect(v.is(speedDialsSchema, (await send('GET', '/speed-dials')).json())).toBe(true);
    expect(v.is(speedDialsSchema, (await send('PUT', '/speed-dials', list)).json())).toBe(true);
    expect(v.is(settingsAnswerSchema, (await send('PATCH', '/settings', {})).json())).toBe(true);
    expect(v.is(phoneAnswerSchema, (await send('GET', '/phone')).json())).toBe(true);
  });

  it('take five hundred speed dials with the longest texts, and not one more', async () => {
    const items = Array.from({ length: 500 }, (_each, index) => ({
      id: `${String(index)}-${'a'.repeat(50)}`,
      label: 'é'.repeat(80),
      number: '+'.padEnd(64, '1'),
      personId: 'p'.repeat(256),
    }));
    expect((await send('PUT', '/speed-dials', { ...list, items })).statusCode).toBe(200);
    const tooMany = [...items, { id: 'one-more', label: 'One more', number: '1' }];
    expect((await send('PUT', '/speed-dials', { ...list, items: tooMany })).statusCode).toBe(400);
  });

  it('say 409 when another device was quicker', async () => {
    at.current.heart.refuseWith('personal.conflict');
    const answer = await send('PUT', '/speed-dials', list);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, 'personal.conflict']);
  });

  it.each<[string, Method, string, object]>([
    ['no revision', 'PUT', '/speed-dials', { groups: [], items: [] }],
    ['an id with a slash', 'PUT', '/speed-dials', { ...list, items: [{ id: '../x', label: 'A', number: '1' }] }],
    ['an empty label', 'PUT', '/speed-dials', { ...list, items: [{ id: 'a', label: ' ', number: '1' }] }],
    ['a setting of another kind', 'PATCH', '/settings', { isWelcomed: 'yes' }],
    ['half of the notices', 'PATCH', '/settings', { sharedLineNotices: { incoming: true } }],
  ])('refuse %s', async (_what, method, url, payload) => {
    expect((await send(method, url, payload)).statusCode).toBe(400);
    expect(at.current.heart.asked).toEqual([]);
  });

  it('limit how often one caller changes them', async () => {
    const app = at.current.build({ limits: { changesPerMinute: 1 }, now: () => 0 });
    expect((await send('PATCH', '/settings', {}, app)).statusCode).toBe(200);
    expect((await send('PUT', '/speed-dials', list, app)).statusCode).toBe(429);
  });
});

describe('the routes of the phone', () => {
  it('hand changes and orders to the heart', async () => {
    expect((await send('POST', '/phone', forward)).statusCode).toBe(204);
    expect(lastInput()).toEqual(forward);
    const isOn = { set: 'doNotDisturb', extension: '2014', isOn: true };
    expect((await send('POST', '/phone', isOn)).statusCode).toBe(204);
    expect((await send('POST', `/calls/live/${encodeURIComponent(callId)}/answer`)).statusCode).toBe(202);
    expect(lastInput()).toEqual({ callId, action: 'answer' });
  });

  it.each<[string, string, object]>([
    ['another setting', '/phone', { set: 'ringTone', extension: '2014' }],
    ['a kind of forwarding nobody knows', '/phone', { ...forward, type: 'sometimes' }],
    ['an empty target', '/phone', { ...forward, to: '  ' }],
    ['an action nobody knows', `/calls/live/${encodeURIComponent(callId)}/record`, {}],
    ['an endless id', `/calls/live/${'x'.repeat(257)}/clear`, {}],
  ])('refuse %s', async (_what, url, payload) => {
    expect((await send('POST', url, payload)).statusCode).toBe(400);
    expect(at.current.heart.asked).toEqual([]);
  });

  it('say 404 for what is not the caller’s and 502 for what the PBX refuses', async () => {
    for (const [code, status] of [
      ['http.notFound', 404],
      ['pbx.refused', 502],
    ] as const) {
      at.current.heart.refuseWith(code);
      expect((await send('POST', '/phone', forward)).statusCode).toBe(status);
      expect((await send('POST', `/calls/live/${encodeURIComponent(callId)}/clear`)).statusCode).toBe(status);
    }
  });

  it('limit how often one caller orders', async () => {
    const app = at.current.build({ limits: { ordersPerMinute: 1 }, now: () => 0 });
    expect((await send('POST', '/phone', forward, app)).statusCode).toBe(204);
    expect((await send('POST', `/calls/live/${encodeURIComponent(callId)}/clear`, {}, app)).statusCode).toBe(429);
  });
});

describe('the route of reports', () => {
  const kept = (): Report => lastInput() as Report;

  it('masks numbers, mails and secrets again, line by line, and cuts nothing', async () => {
    const line = `12:00:01 dial +33199002014 for ada@example.com Bearer abc.def.ghi ${'x'.repeat(3_000)} end`;
    const logs = Array.from({ length: 30 }, () => line).join('\n');
    const answer = await send('POST', '/reports', { ...report, logs, title: 'About 01 99 00 20 15' });
    expect(answer.statusCode).toBe(201);
    expect(v.is(reportAnswerSchema, answer.json())).toBe(true);
    expect(JSON.stringify(kept())).not.toMatch(/2014|2015|20 1|ada@|abc\.def/);
    expect(kept().logs?.split('\n')).toHaveLength(30);
    expect(kept().logs?.endsWith('end')).toBe(true);
    expect(kept().text).toBe('Call me on ***14');
  });

  it('takes an image of 1.5 MB that is what it says', async () => {
    const data = Buffer.concat([Buffer.from(png, 'base64'), Buffer.alloc(1_490_000, 7)]).toString('base64');
    const image = { type: 'image/png', data };
    expect((await send('POST', '/reports', { ...report, image })).statusCode).toBe(201);
    expect(kept().image).toEqual(image);
  });

  const riff = (kind: string): string => Buffer.from(`RIFF\u001a\0\0\0${kind}`, 'latin1').toString('base64');
  it.each<[string, object, number]>([
    ['a JPEG', { type: 'image/jpeg', data: Buffer.from('ffd8ffe000104a46', 'hex').toString('base64') }, 201],
    ['a WebP', { type: 'image/webp', data: riff('WEBP') }, 201],
    ['a PNG that calls itself JPEG', { type: 'image/jpeg', data: png }, 400],
    ['a sound that calls itself WebP', { type: 'image/webp', data: riff('WAVE') }, 400],
    ['a page', { type: 'image/png', data: Buffer.from('<svg onload=alert(1)>').toString('base64') }, 400],
    ['another kind', { type: 'image/svg+xml', data: png }, 400],
    ['nothing', { type: 'image/png', data: '' }, 400],
    ['what is no base64', { type: 'image/png', data: `${png}"><script>` }, 400],
  ])('answers to %s', async (_what, image, status) => {
    expect((await send('POST', '/reports', { ...report, image })).statusCode).toBe(status);
  });

  it.each<[string, object, number]>([
    ['a topic nobody knows', { topic: 'weather' }, 400],
    ['a body beyond its limit', { logs: 'x'.repeat(3_200_000) }, 413],
    ['logs beyond theirs', { logs: 'x'.repeat(100_001) }, 400],
    [
      'more facts than an app has',
      { app: Object.fromEntries(Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ', (c) => [c, '1'])) },
      400,
    ],
    ['facts with names of another kind', { app: { 'user id': '1' } }, 400],
  ])('refuses %s', async (_what, change, status) => {
    expect((await send('POST', '/reports', { ...report, ...change })).statusCode).toBe(status);
    expect(at.current.heart.asked).toEqual([]);
  });

  it('limits attempts before it looks at them, and passes on that somebody sent too many', async () => {
    const app = at.current.build({ limits: { reportsPerMinute: 1 }, now: () => 0 });
    expect((await send('POST', '/reports', {}, app)).statusCode).toBe(400);
    expect((await send('POST', '/reports', report, app)).statusCode).toBe(429);
    at.current.heart.refuseWith('http.tooManyRequests', { retryAfterMs: 60_000 });
    expect((await send('POST', '/reports', report)).headers['retry-after']).toBe('60');
  });

  it('does not let a hostile text cost time', async () => {
    const hostile = ['key '.repeat(25_000), '1 '.repeat(50_000), `${'a'.repeat(99_000)}@`, 'CallerID'.repeat(12_000)];
    for (const logs of hostile) {
      const before = performance.now();
      await send('POST', '/reports', { ...report, logs: logs.slice(0, 100_000) }, at.current.build());
      expect(performance.now() - before).toBeLessThan(2_000);
    }
  });
});
