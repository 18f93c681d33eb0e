// The door of webhook senders over real sockets: what is taken, what is refused with which status, and the sender of the documents.
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { AppError } from '#shared/errors';
import { useSite, webhookSecret } from '../../support/siteHarness.ts';
import { until } from '../../support/until.ts';

const box = useSite();
const occurredAt = '2026-11-20T08:00:00Z';
const held = (eventId: string) => ({
  kind: 'held',
  eventId,
  occurredAt,
  globalCallId: 'c',
  connectionId: 'c1',
  deviceId: '2014',
});

function signatureOf(body: string, secret = webhookSecret, at = Date.now()): string {
  const t = String(Math.floor(at / 1000));
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}

function send(body: string, headers: Record<string, string> = {}, id = 'cloud'): Promise<Response> {
  const signed = { 'content-type': 'application/json', 'x-signature': signatureOf(body) };
  return fetch(`${box.current.url}/api/v1/pbx/${id}/events`, {
    method: 'POST',
    body,
    headers: { ...signed, ...headers },
  });
}

describe('POST /api/v1/pbx/{id}/events', () => {
  describe('when a signed delivery comes', () => {
    it('answers 202 with what was new, whatever the content type says', async () => {
      const body = JSON.stringify({ events: [held('a'), held('b')] });
      const first = await send(body);
      expect([first.status, await first.json()]).toEqual([202, { accepted: 2, duplicates: 0 }]);
      const again = await send(body, { 'content-type': 'text/plain' });
      expect([again.status, await again.json()]).toEqual([202, { accepted: 0, duplicates: 2 }]);
      expect(box.current.ids()).toEqual(['a', 'b']);
    });
    it('answers 503 while the disk refuses, so that the sender comes again', async () => {
      box.current.diskFault = new AppError('store.unavailable', 'full');
      expect((await send(JSON.stringify(held('a')))).status).toBe(503);
      box.current.diskFault = undefined;
      expect(await (await send(JSON.stringify(held('a')))).json()).toEqual({ accepted: 0, duplicates: 1 });
    });
  });

  describe('when it is refused', () => {
    const body = JSON.stringify(held('a'));
    const skewed = (minutes: number) => signatureOf(body, webhookSecret, Date.now() + minutes * 60_000);
    const cases: readonly [string, number, string, () => Promise<Response>][] = [
      ['without a signature', 401, 'pbx.signatureInvalid', () => send(body, { 'x-signature': '' })],
      ['with a wrong one', 401, 'pbx.signatureInvalid', () => send(body, { 'x-signature': signatureOf(body, 'x') })],
      ['of another body', 401, 'pbx.signatureInvalid', () => send(body, { 'x-signature': signatureOf(`${body} `) })],
      ['half an hour late', 401, 'pbx.signatureInvalid', () => send(body, { 'x-signature': skewed(-30) })],
      ['half an hour early', 401, 'pbx.signatureInvalid', () => send(body, { 'x-signature': skewed(30) })],
      ['for nobody', 404, 'http.notFound', () => send(body, {}, 'nobody')],
      ['for a site', 404, 'http.notFound', () => send(body, {}, 'office')],
      ['of no JSON', 400, 'input.invalid', () => send('{')],
      ['of nothing', 400, 'input.invalid', () => send('')],
      ['too large', 413, 'http.bodyTooLarge', () => send(' '.repeat(1_048_577))],
    ];
    it.each(cases)('is refused %s by %i', async (_name, status, code, sent) => {
      const answer = await sent();
      expect([answer.status, (await answer.json()) as unknown]).toMatchObject([status, { code }]);
      expect(answer.headers.get('www-authenticate')).toBeNull();
      expect(box.current.told).toEqual([]);
    });
  });

  describe('when a flood comes', () => {
    it('reads so many bodies at once and tells the others to wait', async () => {
      const harness = box.current;
      await harness.stopService();
      await harness.startService({ limits: { deliveriesAtOnce: 3 } });
      // Bodies announced and never sent hold their places.
      const head = 'POST /api/v1/pbx/cloud/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n';
      const slow = Array.from({ length: 3 }, () => connect(harness.portNumber, '127.0.0.1'));
      for (const socket of slow) socket.on('error', () => undefined).write(head);
      await until(async () => (await send(JSON.stringify(held('a')))).status === 429);
      const refused = await send(JSON.stringify(held('b')));
      expect(refused.headers.get('retry-after')).toBe('1');
      for (const socket of slow) socket.destroy();
      await until(async () => (await send(JSON.stringify(held('c')))).status === 202);
    });
    it('slows one sender down, and no other', async () => {
      const harness = box.current;
      await harness.stopService();
      await harness.startService({ limits: { deliveriesPerMinute: 2 } });
      const statuses: number[] = [];
      for (const id of ['a', 'b', 'c']) statuses.push((await send(JSON.stringify(held(id)))).status);
      expect(statuses).toEqual([202, 202, 429]);
      expect((await send('{}', {}, 'other')).status).toBe(404);
    });
  });

  describe('when somebody takes the sender of the documents', () => {
    it('tells a call as it stands there', async () => {
      const harness = box.current;
      const text = readFileSync(join(__dirname, '../../../docs/admin/webhook.md'), 'utf8');
      const [, script = ''] = /```js\n(.*?)```/s.exec(text) ?? [];
      expect(script.trim().split('\n').length).toBeLessThanOrEqual(30);
      const path = join(harness.folder, 'sender.mjs');
      writeFileSync(path, script);
      const env = { PATH: process.env['PATH'], HOOKSWITCH_URL: harness.url, HOOKSWITCH_SECRET: webhookSecret };
      const child = spawn(process.execPath, [path], { env });
      let said = '';
      child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
      child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
      const code = await new Promise((resolve) => child.once('close', resolve));
      expect([code, said.trim()]).toEqual([0, '202 {"accepted":4,"duplicates":0}']);
      expect(harness.kinds()).toEqual(['originated', 'delivered', 'connectionCleared', 'connectionCleared', 'link up']);
    });
  });
});
