// What our relay is compared with: each event of a phone becomes one Graph request, one after the other, as simple products do it.
//
// AMI events of channels are sent in the order they came, one request at a time. A 429 is waited for as long as Graph says, any
// other failure a second, and then the same request goes again: nothing is lost, merged or overtaken. It keeps nothing on disk,
// takes no picture of the PBX at its start, and reads nothing back. Arguments: see `parseArgs` below; secrets by the environment.
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { AmiFramer, formatAction } from '../../../bot/pbx/ami/parse.ts';
import { makeTenant } from '../../sandbox/tenant/index.ts';
import { PeerPhones, type PeerOrder } from './peerOrder.ts';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '20' },
    graph: { type: 'string', default: '' },
    'token-endpoint': { type: 'string', default: '' },
    pbx: { type: 'string', default: '' },
    'pbx-username': { type: 'string', default: '' },
    'client-id': { type: 'string', default: '' },
  },
});

const retryMs = 1_000;
const tenant = makeTenant({ users: Number(values.users) });
const phones = new PeerPhones((extension) => tenant.byExtension(extension)?.id);
const queue: PeerOrder[] = [];
let next = 0;
let wake: () => void = () => undefined;

function put(order: PeerOrder): void {
  queue.push(order);
  wake();
}

function listen(): void {
  const [host = '', port = '0'] = values.pbx.split(':');
  const framer = new AmiFramer();
  const socket = connect({ host, port: Number(port) });
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('close', () => setTimeout(listen, retryMs));
  socket.write(formatAction('Challenge', { AuthType: 'MD5' }));
  socket.on('data', (bytes: Buffer) => {
    for (const { fields } of framer.feed(bytes).messages) {
      if (fields['Challenge'] !== undefined) socket.write(login(fields['Challenge']));
      const order = phones.orderOf(fields);
      if (order !== undefined) put(order);
    }
  });
}

function login(challenge: string): string {
  const secret = process.env['PEER_PBX_SECRET'] ?? '';
  const key = createHash('md5')
    .update(challenge + secret)
    .digest('hex');
  return formatAction('Login', { AuthType: 'MD5', Username: values['pbx-username'], Key: key, Events: 'on' });
}

async function takeToken(): Promise<string> {
  const answer = await fetch(values['token-endpoint'], {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: values['client-id'],
      client_secret: process.env['PEER_CLIENT_SECRET'] ?? '',
      scope: `${new URL(values.graph).origin}/.default`,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** How long to wait before the same request again; 0 when it is done. */
async function send({ userId, isBusy }: PeerOrder, token: string): Promise<number> {
  const sessionId = values['client-id'];
  const body = isBusy
    ? { sessionId, availability: 'Busy', activity: 'InACall', expirationDuration: 'PT1H' }
    : { sessionId };
  try {
    const answer = await fetch(`${values.graph}/users/${userId}/presence/${isBusy ? 'set' : 'clear'}Presence`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await answer.arrayBuffer();
    if (answer.ok || answer.status === 404) return 0;
    return Number(answer.headers.get('retry-after') ?? retryMs / 1000) * 1000;
  } catch {
    return retryMs;
  }
}

const token = await takeToken();
listen();
for (;;) {
  const order = queue[next];
  if (order === undefined) {
    queue.length = 0;
    next = 0;
    await new Promise<void>((resolve) => (wake = resolve));
    continue;
  }
  for (let ms = await send(order, token); ms > 0; ms = await send(order, token)) await wait(ms);
  next += 1;
}
