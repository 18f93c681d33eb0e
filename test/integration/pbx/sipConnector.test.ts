// The SIP connector against a PBX that is right, wrong, slow, gone or back again; real sockets on loopback.
import { createSocket } from 'node:dgram';
import { createSipConnector, type PbxPort, type SipOptions } from '#bot/pbx';
import type { PbxEvent } from '#shared/domain/call';
import type { AppError } from '#shared/errors';
import { fastClock } from '../../support/SipClockFake.ts';
import { SipNotifierFake } from '../../support/SipNotifierFake.ts';
import { until } from '../../support/until.ts';

interface Heard {
  readonly events: PbxEvent[];
  readonly faults: string[];
  readonly retries: number[];
  readonly links: boolean[];
}

const running: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});

async function notifier(transport: 'udp' | 'tcp'): Promise<SipNotifierFake> {
  const fake = new SipNotifierFake();
  fake.behaviour.secret = 'right';
  await fake.start(transport);
  running.push(() => fake.close());
  return fake;
}

function connect(
  fake: SipNotifierFake,
  transport: 'udp' | 'tcp',
  options: Partial<SipOptions> = {},
  devices: readonly string[] = ['101', '102'],
): Heard & { pbx: PbxPort } {
  const heard: Heard = { events: [], faults: [], retries: [], links: [] };
  const pbx = createSipConnector({
    id: 'kamailio',
    address: { host: '127.0.0.1', port: fake.port, transport },
    domain: 'pbx.test',
    username: '9000',
    secret: 'right',
    aorTemplate: 'sip:{extension}@{domain}',
    packages: ['dialog'],
    random: () => 0,
    observer: {
      onEvents: () => undefined,
      onFault: (_id: string, fault: AppError) => heard.faults.push(fault.code),
      onLink: (_id: string, up: boolean) => heard.links.push(up),
      onRetry: (_id: string, delayMs: number) => heard.retries.push(delayMs),
    },
    ...options,
  });
  running.push(() => pbx.stop());
  pbx.watch(devices);
  pbx.start((events) => heard.events.push(...events));
  return { ...heard, pbx };
}

function isUp(heard: Heard): boolean {
  return heard.links.at(-1) === true;
}

function call(version: number, state: string, direction: 'initiator' | 'recipient', callId = 'c1'): string {
  const other = direction === 'initiator' ? '102' : '101';
  return `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${String(version)}" state="full" entity="sip:x@pbx.test">
<dialog id="d" call-id="${callId}" direction="${direction}"><state>${state}</state>
<remote><identity>sip:${other}@pbx.test</identity></remote></dialog></dialog-info>`;
}

function callKinds(heard: Heard): string[] {
  return heard.events.flatMap((event) => ('connectionId' in event ? [`${event.deviceId} ${event.kind}`] : []));
}

describe('createSipConnector', () => {
  describe.each(['udp', 'tcp'] as const)('when the PBX is right (%s)', (transport) => {
    it('logs in, takes the snapshot, is up, and tells a call from both sides as one', async () => {
      const fake = await notifier(transport);
      const heard = connect(fake, transport);
      await until(() => isUp(heard));
      expect(heard.events.map((event) => event.kind)).toEqual(['snapshot', 'link']);
      fake.notify('101', call(1, 'Trying', 'initiator'));
      fake.notify('102', call(1, 'early', 'recipient'));
      await until(() => callKinds(heard).includes('102 delivered'));
      fake.notify('101', call(2, 'confirmed', 'initiator'));
      fake.notify('102', call(2, 'confirmed', 'recipient'));
      await until(() => callKinds(heard).length >= 4);
      fake.notify('101', call(3, 'terminated', 'initiator'));
      fake.notify('102', call(3, 'terminated', 'recipient'));
      await until(() => callKinds(heard).length >= 6);
      expect([...callKinds(heard)].sort()).toEqual([
        '101 connectionCleared',
        '101 established',
        '101 originated',
        '102 connectionCleared',
        '102 delivered',
        '102 established',
      ]);
      expect(new Set(heard.events.flatMap((each) => ('globalCallId' in each ? [each.globalCallId] : [])))).toEqual(
        new Set(['c1']),
      );
      expect(heard.faults).toEqual([]);
    });

    it('takes a NOTIFY that comes before the answer to its SUBSCRIBE', async () => {
      const fake = await notifier(transport);
      fake.behaviour.notifyFirst = true;
      fake.behaviour.body = (extension) => (extension === '101' ? call(0, 'confirmed', 'initiator') : '');
      const heard = connect(fake, transport);
      await until(() => isUp(heard));
      expect(callKinds(heard)).toEqual(['101 originated', '101 established']);
      expect(heard.events.find((event) => event.kind === 'snapshot')?.liveConnectionIds).toHaveLength(1);
      expect(heard.events.every((event) => !('connectionId' in event) || event.synthesized === true)).toBe(true);
    });
  });

  describe('when the PBX offers several digests', () => {
    it('answers the strongest', async () => {
      const fake = await notifier('udp');
      fake.behaviour.algorithms = ['MD5', 'SHA-256'];
      const heard = connect(fake, 'udp');
      await until(() => isUp(heard));
      const logins = fake.requests.flatMap(({ headers }) => headers.get('authorization') ?? []);
      expect(logins.every((login) => login.includes('algorithm=SHA-256'))).toBe(true);
    });

    it('uses its nonce again with a rising count instead of asking for another each time', async () => {
      const fake = await notifier('udp');
      const heard = connect(fake, 'udp', {}, ['101', '102', '103', '104']);
      await until(() => isUp(heard));
      const counts = fake.requests.flatMap(
        ({ headers }) => /nc=(\w+)/.exec(headers.get('authorization') ?? '')?.[1] ?? [],
      );
      expect(counts).toEqual(['00000001', '00000002', '00000003', '00000004']);
      expect(fake.count('SUBSCRIBE')).toBe(5);
    });
  });

  describe('when the password is wrong', () => {
    it('says so by its code, tries it for one device alone, and again later and later', async () => {
      const fake = await notifier('tcp');
      const devices = Array.from({ length: 200 }, (_, at) => String(200 + at));
      const heard = connect(fake, 'tcp', { secret: 'wrong', clock: fastClock(10) }, devices);
      await until(() => heard.retries.length >= 3);
      expect(new Set(heard.faults)).toEqual(new Set(['pbx.loginRefused']));
      expect(heard.retries.slice(0, 3)).toEqual([250, 500, 1000]);
      expect(fake.count('SUBSCRIBE')).toBeLessThanOrEqual(8);
      expect(heard.links).toEqual([]);
    });
  });

  describe('when nobody answers', () => {
    it.each(['udp', 'tcp'] as const)('reports it and comes back later (%s)', async (transport) => {
      const fake = await notifier(transport);
      fake.behaviour.isSilent = true;
      const heard = connect(fake, transport, { clock: fastClock(20) });
      await until(() => heard.retries.length > 0);
      expect(heard.faults[0]).toBe('pbx.timeout');
      fake.behaviour.isSilent = false;
      await until(() => isUp(heard));
    });
  });

  describe('when the PBX falls silent without closing', () => {
    it('notices within 15 s and subscribes anew on return, by other Call-IDs', async () => {
      const fake = await notifier('udp');
      const clock = fastClock(20);
      const heard = connect(fake, 'udp', { clock });
      await until(() => isUp(heard));
      const before = new Set(fake.dialogs.keys());
      const silentAt = clock.elapsed();
      fake.behaviour.isSilent = true;
      await until(() => !isUp(heard));
      expect(clock.elapsed() - silentAt).toBeLessThan(15_500);
      fake.behaviour.isSilent = false;
      await until(() => isUp(heard));
      expect([...fake.dialogs.keys()].filter((callId) => !before.has(callId))).toHaveLength(2);
      expect(heard.events.filter((event) => event.kind === 'snapshot')).toHaveLength(2);
    });
  });

  describe('when a stream is closed by the PBX', () => {
    it('tells the loss at once and has all devices again after', async () => {
      const fake = await notifier('tcp');
      const heard = connect(fake, 'tcp');
      await until(() => isUp(heard));
      for (const socket of fake.sockets) socket.destroy();
      await until(() => heard.links.includes(false));
      await until(() => isUp(heard));
      expect(fake.dialogs.size).toBe(4);
    });

    it('gives the Contact of the connection in use', async () => {
      const fake = await notifier('tcp');
      const heard = connect(fake, 'tcp');
      await until(() => isUp(heard));
      const [socket] = fake.sockets;
      const subscribe = fake.requests.find(({ start }) => start.startsWith('SUBSCRIBE'));
      expect(subscribe?.headers.get('contact')).toBe(
        `<sip:9000@127.0.0.1:${String(socket?.remotePort)};transport=tcp>`,
      );
    });
  });

  describe('when the PBX restarted and forgot everything', () => {
    it('finds out by the first 481 and subscribes all devices anew', async () => {
      const fake = await notifier('udp');
      const heard = connect(fake, 'udp', { clock: fastClock(20) });
      await until(() => isUp(heard));
      fake.dialogs.clear();
      await until(() => fake.dialogs.size === 2);
      await until(() => heard.events.filter((event) => event.kind === 'snapshot').length === 2);
      expect(heard.links).toEqual([true]);
    });
  });

  describe('when a stream comes in halves, in floods, and with rubbish between', () => {
    it('hears every whole message and stays up', async () => {
      const fake = await notifier('tcp');
      const heard = connect(fake, 'tcp');
      await until(() => isUp(heard));
      const dialog = fake.dialog('102');
      const [socket] = fake.sockets;
      const text = dialog === undefined ? '' : fake.notifyText(dialog, call(1, 'early', 'recipient'));
      for (const half of [text.slice(0, 300), text.slice(300)]) {
        socket?.write(half);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await until(() => callKinds(heard).includes('102 delivered'));
      socket?.write('NONSENSE\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n');
      for (let version = 2; version < 2_000; version += 1) fake.notify('102', call(version, 'early', 'recipient'));
      fake.notify('102', call(2_000, 'confirmed', 'recipient'));
      await until(() => callKinds(heard).includes('102 established'));
      expect(callKinds(heard)).toEqual(['102 delivered', '102 established']);
      expect(heard.faults).toEqual(['pbx.frameTooLarge']);
      expect(isUp(heard)).toBe(true);
    });

    it('gives up a connection that never ends a message, in bounded memory', async () => {
      const fake = await notifier('tcp');
      const heard = connect(fake, 'tcp');
      await until(() => isUp(heard));
      for (const socket of fake.sockets) socket.write(Buffer.alloc(512 * 1024, 'x'));
      await until(() => heard.links.includes(false));
      expect(heard.faults[0]).toBe('pbx.frameTooLarge');
    });
  });

  describe('when a stranger sends NOTIFYs', () => {
    async function replies(port: number, texts: readonly string[]): Promise<string[]> {
      const stranger = createSocket('udp4');
      running.push(() => new Promise<void>((resolve) => stranger.close(() => resolve())));
      const heard: string[] = [];
      stranger.on('message', (bytes) => heard.push(bytes.toString().split('\r\n')[0] ?? ''));
      await new Promise<void>((resolve) => stranger.bind(0, '127.0.0.1', resolve));
      for (const text of texts) {
        const before = heard.length;
        stranger.send(text, port, '127.0.0.1');
        await until(() => heard.length > before);
      }
      return heard;
    }

    it('answers 481 to unknown dialogs, 489 to other events, 405 to other methods, and tells nothing', async () => {
      const fake = await notifier('udp');
      const heard = connect(fake, 'udp');
      await until(() => isUp(heard));
      const dialog = fake.dialog('102');
      const port = Number(/:(\d+)>/.exec(dialog?.request.headers.get('contact') ?? '')?.[1]);
      const told =
        dialog === undefined ? '' : fake.notifyText(dialog, call(1, 'early', 'recipient'), undefined, 'guess');
      const known = dialog === undefined ? '' : fake.notifyText(dialog, call(1, 'early', 'recipient'));
      const wrongTag = known.replace(/To: .*/, 'To: <sip:9000@pbx.test>;tag=guess');
      const answers = await replies(port, [
        told,
        wrongTag,
        told.replace('Event: dialog', 'Event: refer').replace('branch=z9hG4bK', 'branch=z9hG4bKa'),
        told.replaceAll('NOTIFY', 'INVITE'),
        told.replaceAll('NOTIFY', 'OPTIONS'),
        told.replace(/^From.*\r\n/m, '').replace('branch=z9hG4bK', 'branch=z9hG4bKb'),
      ]);
      expect(answers.map((line) => line.split(' ')[1])).toEqual(['481', '481', '489', '405', '200', '400']);
      expect(callKinds(heard)).toEqual([]);
    });

    it('answers a repeated NOTIFY as before and handles it once', async () => {
      const fake = await notifier('udp');
      const heard = connect(fake, 'udp');
      await until(() => isUp(heard));
      const dialog = fake.dialog('102');
      const text = dialog === undefined ? '' : fake.notifyText(dialog, call(1, 'early', 'recipient'));
      const before = fake.answers.length;
      for (let turn = 0; turn < 3; turn += 1) dialog?.send(text);
      await until(() => fake.answers.length === before + 3);
      expect(fake.answers.slice(before).map(({ start }) => start)).toEqual(Array(3).fill('SIP/2.0 200 OK'));
      expect(callKinds(heard)).toEqual(['102 delivered']);
    });
  });

  describe('when an order is given that SIP subscriptions cannot carry out', () => {
    it('refuses it', async () => {
      const fake = await notifier('udp');
      const { pbx } = connect(fake, 'udp');
      expect(pbx.capabilities).toMatchObject({ makeCall: false, setForwarding: false, tellUserStates: [] });
      const order = { requestId: 'r', deviceId: '101', dialString: '102' };
      await expect(pbx.makeCall(order)).rejects.toMatchObject({ code: 'pbx.refused' });
      await expect(pbx.setUserState('101', 'busy')).rejects.toMatchObject({ code: 'pbx.refused' });
    });
  });
});
