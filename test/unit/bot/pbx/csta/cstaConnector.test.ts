// The connector against peers that are wrong, slow, gone or back again; real sockets on loopback.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createCstaConnector, type CstaOptions, type PbxPort } from '#bot/pbx';
import type { PbxEvent } from '#shared/domain/call';
import type { AppError } from '#shared/errors';
import {
  frameOf,
  rawFrame,
  startCstaSandbox,
  type CstaSandbox,
  type CstaSandboxOptions,
} from '../../../../sandbox/csta/index.ts';
import { cstaOptions } from '../../../../support/cstaBench.ts';
import { until } from '../../../../support/until.ts';

interface Heard {
  readonly events: PbxEvent[];
  readonly faults: AppError[];
  readonly retries: number[];
  readonly pbx: PbxPort;
}

const running: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});

function connect(port: number, more: Partial<CstaOptions> = {}, lines = ['101', '102']): Heard {
  const heard = { events: [] as PbxEvent[], faults: [] as AppError[], retries: [] as number[] };
  const options = cstaOptions(port, heard, more);
  const pbx = createCstaConnector({
    ...options,
    observer: { ...options.observer, onRetry: (_id, delayMs) => heard.retries.push(delayMs) },
  });
  running.push(() => pbx.stop());
  pbx.watch(lines);
  pbx.start(() => undefined);
  return { ...heard, pbx };
}

function isUp({ events }: Heard): boolean {
  return events.findLast((event) => event.kind === 'link')?.up === true;
}

function codes({ faults }: Heard): readonly string[] {
  return faults.map((fault) => fault.code);
}

async function sandbox(options: CstaSandboxOptions = {}): Promise<CstaSandbox> {
  const box = await startCstaSandbox(options);
  running.push(() => box.stop());
  return box;
}

async function rawPeer(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    sockets.add(socket);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

describe('createCstaConnector', () => {
  describe('when the PBX is there', () => {
    it('monitors every line, takes the snapshot and is up', async () => {
      const box = await sandbox();
      const heard = connect(box.port);
      await until(() => isUp(heard));
      const kinds = heard.events.map((event) => event.kind);
      expect(kinds.indexOf('snapshot')).toBeLessThan(kinds.indexOf('link'));
      expect(box.monitored()).toEqual(['101', '102']);
      expect(heard.faults).toEqual([]);
    });

    it('answers its status and registers where asked', async () => {
      const box = await sandbox({ statusFirst: true });
      const heard = connect(box.port, { address: { host: '127.0.0.1', port: box.port, tls: false, register: {} } });
      await until(() => isUp(heard));
      expect(box.requests().slice(0, 3)).toEqual(['SystemStatusResponse', 'SystemRegister', 'RequestSystemStatus']);
    });

    it('adds and drops monitors as lines come and go', async () => {
      const box = await sandbox();
      const heard = connect(box.port);
      await until(() => isUp(heard));
      heard.pbx.watch(['102', '103']);
      await until(() => box.monitored().join() === '102,103');
      expect(box.requests()).toContain('MonitorStop');
    });

    it('starts a monitor again that the PBX stopped', async () => {
      const box = await sandbox();
      const heard = connect(box.port);
      await until(() => isUp(heard));
      box.stopMonitor('101');
      expect(box.monitored()).toEqual(['102']);
      await until(() => box.monitored().join() === '101,102');
    });

    it('connects anew when the PBX tells that it starts', async () => {
      const box = await sandbox();
      const heard = connect(box.port);
      await until(() => isUp(heard));
      box.tellStatus('initializing');
      await until(() => !isUp(heard));
      await until(() => isUp(heard));
    });
  });

  describe('when the registration is refused', () => {
    it('says so by its code and tries again later and later', async () => {
      const box = await sandbox({ refuseRegistration: true, statusFirst: true });
      const heard = connect(box.port, { address: { host: '127.0.0.1', port: box.port, tls: false, register: {} } });
      await until(() => heard.retries.length >= 3);
      expect(new Set(codes(heard))).toEqual(new Set(['pbx.loginRefused']));
      expect(heard.retries.slice(0, 3)).toEqual([250, 500, 1000]);
    });
  });

  describe('when nobody listens', () => {
    it('reports pbx.unreachable and refuses orders at once', async () => {
      const port = await rawPeer((socket) => socket.destroy());
      const heard = connect(port);
      await until(() => heard.faults.length > 0);
      expect(codes(heard)[0]).toBe('pbx.unreachable');
      await expect(heard.pbx.makeCall({ requestId: 'r', deviceId: '101', dialString: '102' })).rejects.toMatchObject({
        code: 'pbx.unreachable',
      });
    });
  });

  describe('when something else answers on the port', () => {
    it.each([
      ['a login banner', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')],
      ['a manager port', Buffer.from('Asterisk Call Manager/7.0.3\r\n')],
    ])('gives up on %s', async (_what, banner) => {
      const heard = connect(await rawPeer((socket) => socket.write(banner)));
      await until(() => heard.retries.length > 0);
      expect(codes(heard)[0]).toBe('pbx.unreachable');
    });
  });

  describe('when a peer floods it', () => {
    it('stops reading garbage at its first bytes', async () => {
      const block = Buffer.alloc(1024 * 1024, 0xff);
      let sent = 0;
      const port = await rawPeer((socket) => {
        const more = (): void => {
          while (!socket.destroyed && sent < 1024 * block.length) {
            sent += block.length;
            if (!socket.write(block)) return;
          }
        };
        socket.on('drain', more);
        more();
      });
      const heard = connect(port);
      await until(() => heard.retries.length > 0);
      expect(sent).toBeLessThan(64 * block.length);
    });

    it('skips messages that are too large, and goes on', async () => {
      const box = await sandbox();
      const heard = connect(box.port);
      await until(() => isUp(heard));
      for (let each = 0; each < 20; each += 1) box.raw(rawFrame('9999', 'x'.repeat(1_000_000)));
      box.setDoNotDisturb('101', true);
      await until(() => heard.events.some((event) => event.kind === 'userState' && event.state === 'doNotDisturb'));
      expect(codes(heard)).toEqual(Array.from({ length: 20 }, () => 'pbx.frameTooLarge'));
      expect(isUp(heard)).toBe(true);
    });

    it('refuses what is no XML, and goes on', async () => {
      const box = await sandbox();
      const heard = connect(box.port);
      await until(() => isUp(heard));
      box.raw(rawFrame('9999', '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'));
      box.raw(rawFrame('9999', '<DeliveredEvent>'));
      box.setDoNotDisturb('101', true);
      await until(() => heard.events.some((event) => event.kind === 'userState' && event.state === 'doNotDisturb'));
      expect(codes(heard)).toEqual(['input.invalid', 'input.invalid']);
    });
  });

  describe('when frames come in pieces', () => {
    it('reads them all the same', async () => {
      const box = await sandbox();
      const heard = connect(box.port);
      await until(() => isUp(heard));
      const content = [
        ['device', '101'],
        ['doNotDisturbOn', 'true'],
      ] as const;
      const frame = frameOf('9999', 'DoNotDisturbEvent', content);
      for (const byte of frame) {
        box.raw(Uint8Array.of(byte));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await until(() => heard.events.some((event) => event.kind === 'userState' && event.state === 'doNotDisturb'));
    });
  });

  describe('when the PBX falls silent without closing', () => {
    it('notices by the heartbeat', async () => {
      const box = await sandbox();
      const address = { host: '127.0.0.1', port: box.port, tls: false, heartbeatSeconds: 0.1, heartbeatAnswerMs: 100 };
      const heard = connect(box.port, { address });
      await until(() => isUp(heard));
      await box.setLink('silent');
      await until(() => !isUp(heard));
      expect(codes(heard)[0]).toBe('pbx.timeout');
    });
  });

  describe('when the clock of the machine jumps', () => {
    it('keeps the link', async () => {
      const box = await sandbox();
      let jump = 0;
      const address = {
        host: '127.0.0.1',
        port: box.port,
        tls: false,
        heartbeatSeconds: 0.05,
        heartbeatAnswerMs: 1000,
      };
      const heard = connect(box.port, { address, now: () => Date.now() + jump });
      await until(() => isUp(heard));
      for (const hours of [5, -5]) {
        jump = hours * 3_600_000;
        const before = box.requests().length;
        await until(() => box.requests().length > before + 2);
      }
      expect(isUp(heard)).toBe(true);
      expect(heard.faults).toEqual([]);
    });
  });

  describe('when monitors are short', () => {
    it('reports each line once, works for the others and tries again later', async () => {
      const box = await sandbox({ monitorLimit: 1 });
      const heard = connect(box.port, { retryRefusedMs: 30 }, ['101', '102', '999']);
      await until(() => isUp(heard));
      await until(() => box.requests().filter((name) => name === 'MonitorStart').length > 6);
      expect(heard.faults.map(({ facts }) => [facts.lineId, facts.reason, facts.word])).toEqual([
        ['102', 'limit', 'overallMonitorLimitExceeded'],
        ['999', 'refused', 'invalidDeviceID'],
      ]);
    });
  });

  describe('when it is told what a person set elsewhere', () => {
    it('sets do-not-disturb and forwarding, and hears of both', async () => {
      const box = await sandbox();
      const heard = connect(box.port);
      await until(() => isUp(heard));
      await heard.pbx.setUserState('101', 'doNotDisturb');
      await heard.pbx.setForwarding({ deviceId: '101', forwardingType: 'noAnswer', forwardTo: '103' });
      await heard.pbx.setForwarding({ deviceId: '101', forwardingType: 'noAnswer' });
      await heard.pbx.setUserState('101', 'available');
      await until(() => heard.events.filter((event) => event.kind === 'forwarding').length === 2);
      expect(heard.events.filter((event) => event.kind === 'forwarding').map((event) => event.isOn)).toEqual([
        true,
        false,
      ]);
      expect(heard.events.some((event) => event.kind === 'userState' && event.state === 'doNotDisturb')).toBe(true);
    });

    it('says by code what CSTA cannot be told', async () => {
      const box = await sandbox();
      const heard = connect(box.port);
      await until(() => isUp(heard));
      await expect(heard.pbx.setUserState('101', 'busy')).rejects.toMatchObject({ code: 'pbx.refused' });
    });
  });

  describe('when a value holds markup', () => {
    it('sends it as text', async () => {
      const box = await sandbox();
      const heard = connect(box.port);
      await until(() => isUp(heard));
      const dialString = '1</calledDirectoryNumber><x>&\r\n';
      await heard.pbx.makeCall({ requestId: 'r', deviceId: '101', dialString });
      await until(() => heard.events.some((event) => event.kind === 'originated'));
      expect([...box.pbx.calls.values()][0]?.called).toBe('1</calledDirectoryNumber><x>&  ');
    });
  });
});
