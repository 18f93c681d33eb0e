// The connector against peers that are wrong, slow, gone or back again; real sockets on loopback.
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createAmiConnector, type AmiOptions, type PbxPort } from '#bot/pbx';
import type { PbxEvent } from '#shared/domain/call';
import type { AppError } from '#shared/errors';
import { startSandboxPbx, type SandboxPbx, type SandboxPbxOptions } from '../../../../sandbox/pbx/index.ts';
import { until } from '../../../../support/until.ts';

interface Heard {
  readonly events: PbxEvent[];
  readonly faults: string[];
  readonly retries: number[];
  /** What the account turned out to lack. */
  readonly restricted: (readonly string[])[];
  /** What does not work without it. */
  readonly off: (readonly string[])[];
}

const running: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});

function connect(
  port: number,
  options: {
    secret?: string;
    login?: 'md5' | 'plain';
    silenceLimitMs?: number;
    settings?: Pick<Partial<AmiOptions>, 'userState' | 'forwarding' | 'originateTimeoutSeconds'>;
  } = {},
): Heard & { pbx: PbxPort } {
  const heard: Heard = { events: [], faults: [], retries: [], restricted: [], off: [] };
  const pbx = createAmiConnector({
    id: 'asterisk',
    address: {
      host: '127.0.0.1',
      port,
      tls: false,
      username: 'relay',
      secret: options.secret ?? 'right',
      login: options.login ?? 'md5',
      pingSeconds: 1,
      ...(options.silenceLimitMs === undefined ? {} : { silenceLimitMs: options.silenceLimitMs }),
    },
    outboundContext: 'internal',
    originateChannel: 'PJSIP/{extension}',
    originateTimeoutSeconds: 5,
    devicePattern: '^(?:PJSIP|SIP)/([^-@]+)',
    random: () => 0,
    ...options.settings,
    observer: {
      onEvents: () => undefined,
      onFault: (_id: string, fault: AppError) => {
        heard.faults.push(fault.code);
        if (fault.code !== 'pbx.restricted') return;
        heard.restricted.push(fault.facts['missing'] as readonly string[]);
        heard.off.push(fault.facts['off'] as readonly string[]);
      },
      onLink: () => undefined,
      onRetry: (_id: string, delayMs: number) => heard.retries.push(delayMs),
    },
  });
  running.push(() => pbx.stop());
  pbx.start((events) => heard.events.push(...events));
  return { ...heard, pbx };
}

function isUp(heard: Heard): boolean {
  const links = heard.events.filter((event) => event.kind === 'link');
  return links.at(-1)?.kind === 'link' && links.at(-1)?.up === true;
}

async function sandbox(options: Partial<SandboxPbxOptions> = {}): Promise<SandboxPbx> {
  const phones = [
    { extension: '101', name: 'Ada Example' },
    { extension: '102', name: 'Bruno Sample' },
  ];
  const account = { username: 'relay', secret: 'right' };
  const pbx = await startSandboxPbx({ phones, ...account, controlPort: false, port: 0, ...options });
  running.push(() => pbx.close());
  return pbx;
}

async function rawPeer(onSocket: (socket: Socket) => void): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

describe('createAmiConnector', () => {
  describe('when the secret is right', () => {
    it.each(['md5', 'plain'] as const)('logs in (%s), takes the snapshot and is up', async (login) => {
      const pbx = await sandbox();
      const heard = connect(pbx.port, { login });
      await until(() => isUp(heard));
      const kinds = heard.events.map((event) => event.kind);
      expect(kinds.indexOf('snapshot')).toBeGreaterThanOrEqual(0);
      expect(kinds.indexOf('snapshot')).toBeLessThan(kinds.indexOf('link'));
      expect(heard.faults).toEqual([]);
    });
  });

  describe('when it is told what a person set elsewhere', () => {
    const settings = {
      userState: { presence: 'CustomPresence:{extension}', device: 'Custom:DND{extension}' },
      forwarding: { immediate: 'CF/{extension}' },
    };
    it('sets both states, hears of them as of any other, and takes them back', async () => {
      const pbx = await sandbox();
      const heard = connect(pbx.port, { settings });
      await until(() => isUp(heard));
      expect(heard.pbx.capabilities.tellUserStates).toEqual(['busy', 'doNotDisturb']);
      await heard.pbx.setUserState('102', 'doNotDisturb');
      expect(pbx.state().phones[1]).toMatchObject({ doNotDisturb: true, presence: 'dnd' });
      await heard.pbx.setUserState('102', 'available');
      expect(pbx.state().phones[1]).toMatchObject({ doNotDisturb: false, presence: 'available' });
      const states = () => heard.events.flatMap((event) => (event.kind === 'userState' ? [event.state] : []));
      await until(() => states().length === 2);
      expect(states()).toEqual(['doNotDisturb', 'available']);
      await heard.pbx.setUserState('102', 'busy');
      expect(pbx.state().phones[1]).toMatchObject({ doNotDisturb: true, presence: 'available' });
    });
    it('writes and deletes forwarding, also one that is not there', async () => {
      const pbx = await sandbox();
      const heard = connect(pbx.port, { settings });
      await until(() => isUp(heard));
      const order = { deviceId: '102', forwardingType: 'immediate' } as const;
      await heard.pbx.setForwarding({ ...order, forwardTo: '101' });
      expect([...pbx.database]).toEqual([['CF/102', '101']]);
      await heard.pbx.setForwarding(order);
      await heard.pbx.setForwarding(order);
      expect([...pbx.database]).toEqual([]);
      await expect(heard.pbx.setForwarding({ ...order, forwardingType: 'busy' })).rejects.toMatchObject({
        code: 'pbx.refused',
      });
    });
    it('reads where calls go at each connection, and of phones that come later', async () => {
      const box = await sandbox();
      const heard = connect(box.port, {
        settings: { forwarding: { immediate: 'CF/{extension}', busy: 'CFB/{extension}' } },
      });
      await until(() => isUp(heard));
      await heard.pbx.setForwarding({ deviceId: '102', forwardingType: 'busy', forwardTo: '101' });
      const told = () =>
        heard.events.flatMap((event) =>
          event.kind === 'forwarding' ? [`${event.deviceId} ${event.forwardingType} ${event.forwardTo ?? '-'}`] : [],
        );
      heard.pbx.watch(['101']);
      await until(() => told().length === 2);
      heard.pbx.watch(['101', '102', '10)2']);
      await until(() => told().length === 4);
      expect([...told()].sort()).toEqual(['101 busy -', '101 immediate -', '102 busy 101', '102 immediate -']);
      await box.setLink('refused');
      await until(() => !isUp(heard));
      await box.setLink('up');
      await until(() => told().length === 8);
      expect(heard.faults.filter((code) => code !== 'pbx.unreachable')).toEqual([]);
    });
    it('cannot be told where nothing is configured', async () => {
      const pbx = await sandbox();
      const heard = connect(pbx.port);
      await until(() => isUp(heard));
      expect(heard.pbx.capabilities).toMatchObject({ tellUserStates: [], setForwarding: false });
      await expect(heard.pbx.setUserState('102', 'available')).rejects.toMatchObject({ code: 'pbx.refused' });
    });
  });

  describe('when the secret is wrong', () => {
    it('says so by its code and tries again later and later', async () => {
      const pbx = await sandbox();
      const heard = connect(pbx.port, { secret: 'wrong' });
      await until(() => heard.retries.length >= 3);
      expect(new Set(heard.faults)).toEqual(new Set(['pbx.loginRefused']));
      expect(heard.retries.slice(0, 3)).toEqual([250, 500, 1000]);
    });
  });

  describe('when the account may not do everything', () => {
    it('says what is missing, is up, and offers nothing that it cannot do', async () => {
      const pbx = await sandbox({ forbidden: ['Originate', 'DBPut'] });
      const forwarding = { immediate: 'CF/{extension}' };
      const heard = connect(pbx.port, { settings: { forwarding } });
      await until(() => isUp(heard));
      expect(heard.restricted).toEqual([['Originate', 'DBPut']]);
      expect(heard.pbx.capabilities).toMatchObject({ makeCall: false, setForwarding: false });
    });

    it('says it once, however often the link comes and goes, and says what is off', async () => {
      const pbx = await sandbox({ forbidden: ['Hangup'] });
      const heard = connect(pbx.port);
      const ups = (): number => heard.events.filter((event) => event.kind === 'link' && event.up).length;
      for (let round = 1; round <= 3; round += 1) {
        await until(() => ups() === round);
        await pbx.setLink('refused');
        await until(() => !isUp(heard));
        await pbx.setLink('up');
      }
      await until(() => ups() === 4);
      expect(heard.restricted).toEqual([['Hangup']]);
      expect(heard.off).toEqual([['hanging up from the app']]);
    });

    it('does not come up without the list of channels, and says why', async () => {
      const pbx = await sandbox({ forbidden: ['CoreShowChannels'] });
      const heard = connect(pbx.port);
      await until(() => heard.retries.length >= 2);
      expect(heard.restricted[0]).toEqual(['CoreShowChannels']);
      expect(isUp(heard)).toBe(false);
    });
  });

  describe('when nobody listens', () => {
    it('reports pbx.unreachable and refuses orders at once', async () => {
      const port = await rawPeer((socket) => socket.destroy());
      const heard = connect(port);
      await until(() => heard.faults.length > 0);
      expect(heard.faults[0]).toBe('pbx.unreachable');
      await expect(heard.pbx.makeCall({ requestId: 'r', deviceId: '101', dialString: '102' })).rejects.toMatchObject({
        code: 'pbx.unreachable',
      });
    });
  });

  describe('when something else answers on the port', () => {
    it('does not send it the login', async () => {
      let received = '';
      const port = await rawPeer((socket) => {
        socket.on('data', (bytes) => (received += bytes.toString()));
        socket.write('SSH-2.0-OpenSSH_9.2\r\n\r\n');
      });
      const heard = connect(port);
      await until(() => heard.faults.length > 0);
      expect(heard.faults[0]).toBe('pbx.unreachable');
      expect(received).toBe('');
    });
  });

  describe('when the link is lost and returns', () => {
    it('tells both and takes a new snapshot', async () => {
      const pbx = await sandbox();
      const heard = connect(pbx.port);
      await until(() => isUp(heard));
      await pbx.setLink('refused');
      await until(() => !isUp(heard));
      await pbx.setLink('up');
      await until(() => isUp(heard));
      expect(heard.events.filter((event) => event.kind === 'snapshot')).toHaveLength(2);
    });
  });

  describe('when the PBX falls silent without closing', () => {
    it('notices and gives the link up', async () => {
      const pbx = await sandbox();
      const heard = connect(pbx.port, { silenceLimitMs: 1_500 });
      await until(() => isUp(heard));
      await pbx.setLink('silent');
      await until(() => !isUp(heard));
      expect(heard.faults[0]).toBe('pbx.timeout');
    });
  });

  describe('when the PBX sends half a line, 10 MB of one, and unknown events', () => {
    it('stays up and hears what follows', async () => {
      const pbx = await sandbox();
      const heard = connect(pbx.port);
      await until(() => isUp(heard));
      for (let sent = 0; sent < 10; sent += 1) {
        pbx.raw(Buffer.alloc(1024 * 1024, 'x'));
        await new Promise((resolve) => setImmediate(resolve)); // the sandbox cuts off who lets 10 MB wait
      }
      pbx.raw('\r\n\r\nEvent: NoSuchThing\r\nA: b\r\n\r\n');
      pbx.raw('Event: Presence');
      pbx.raw('Status\r\nExten: 102\r\nStatus: dnd\r\n\r\n');
      await until(() => heard.events.some((event) => event.kind === 'userState' && event.state === 'doNotDisturb'));
      expect(heard.faults).toEqual(['pbx.frameTooLarge']);
      expect(isUp(heard)).toBe(true);
    });
  });

  describe('when it is told to end a call', () => {
    it('hangs up the channel of that phone and no other', async () => {
      const box = await sandbox();
      const heard = connect(box.port);
      await until(() => isUp(heard));
      const call = box.call({ from: '101', to: '102' });
      call.answer();
      const talking = () => heard.events.find((event) => event.kind === 'established' && event.deviceId === '102');
      await until(() => talking() !== undefined);
      const told = talking();
      if (told?.kind !== 'established') throw new Error('nobody talks');
      const { connectionId, globalCallId: callId } = told;
      const order = { action: 'clear', deviceId: '102', callId, connectionId } as const;
      expect(heard.pbx.capabilities.control).toEqual(['clear']);
      for (const wrong of [
        { ...order, action: 'hold' as const },
        { ...order, deviceId: '101' },
        { ...order, connectionId: '1700000000.999' },
      ])
        await expect(heard.pbx.controlCall?.(wrong)).rejects.toMatchObject({ code: 'pbx.refused' });
      expect(call.stage).not.toBe('over');
      await heard.pbx.controlCall?.(order);
      await until(() => call.stage === 'over');
      await until(() => heard.events.some((event) => event.kind === 'connectionCleared' && event.deviceId === '102'));
      await expect(heard.pbx.controlCall?.(order)).rejects.toMatchObject({ code: 'pbx.refused' });
    });

    it('is not offered to an account that may not hang up', async () => {
      const heard = connect((await sandbox({ forbidden: ['Hangup'] })).port);
      await until(() => isUp(heard));
      expect([heard.restricted, heard.pbx.capabilities.control]).toEqual([[['Hangup']], []]);
    });
  });

  describe('when a mailbox is dark at the start', () => {
    it('says so without counts, and counts the lit ones', async () => {
      const box = await sandbox();
      const call = box.call({ from: 'outside', to: '102', number: '+12025550142' });
      call.noAnswer();
      box.desk.leaveMessage(call);
      const heard = connect(box.port);
      const boxes = () => heard.events.flatMap((event) => (event.kind === 'messageWaiting' ? [event] : []));
      await until(() => boxes().length === 2);
      expect(boxes()).toMatchObject([
        { deviceId: '101', waiting: false, hasCounts: false },
        { deviceId: '102', waiting: true, newMessages: 1 },
      ]);
    });
  });

  describe('when a user orders a call', () => {
    it('rings the phone first and tells the call as placed by an application, once', async () => {
      const pbx = await sandbox();
      const heard = connect(pbx.port);
      await until(() => isUp(heard));
      await heard.pbx.makeCall({ requestId: 'r', deviceId: '101', dialString: '102', callerName: 'A "x" <1>\r\nB' });
      await until(() => heard.events.some((event) => event.kind === 'delivered' && event.deviceId === '102'));
      const originated = heard.events.filter((event) => event.kind === 'originated');
      expect(originated).toMatchObject([{ deviceId: '101', byApplication: true, called: { number: '102' } }]);
    });

    it.each([
      ['is picked up', {}, 5],
      ['is left to ring', { originatePickUpAfterMs: null }, 0.5],
    ] as const)(
      'only rings the phone for a test, of which no call is told when it %s',
      async (_how, options, seconds) => {
        const pbx = await sandbox(options);
        const heard = connect(pbx.port, { settings: { originateTimeoutSeconds: seconds } });
        await until(() => isUp(heard));
        expect(heard.pbx.capabilities.ringPhone).toBe(true);
        await heard.pbx.ringPhone?.({ requestId: 'test-1', deviceId: '101', callerName: 'Ada' });
        await until(() => !pbx.desk.isFree('101'));
        await until(() => pbx.desk.isFree('101'), 10_000);
        // What comes after it on the wire is told as ever.
        await heard.pbx.makeCall({ requestId: 'order-1', deviceId: '101', dialString: '102' });
        await until(() => heard.events.some(({ kind }) => kind === 'originated'));
        const told = heard.events.filter((event) => 'connectionId' in event || event.kind === 'orderFailed');
        expect(told[0]).toMatchObject({ kind: 'originated', called: { number: '102' } });
      },
    );

    it('says nothing of a phone that was to be rung for a test and is not signed in', async () => {
      const pbx = await sandbox({ phones: [{ extension: '101', name: 'Ada Example', registered: false }] });
      const heard = connect(pbx.port);
      await until(() => isUp(heard));
      await heard.pbx.ringPhone?.({ requestId: 'test-1', deviceId: '101' });
      await heard.pbx.makeCall({ requestId: 'order-1', deviceId: '101', dialString: '102' });
      await until(() => heard.events.some(({ kind }) => kind === 'orderFailed'));
      const failures = heard.events.filter((event) => event.kind === 'orderFailed');
      expect(failures).toMatchObject([{ requestId: 'order-1' }]);
    });

    it.each([
      ['is not picked up', { originatePickUpAfterMs: null }, 'callNotAnswered'],
      ['is not signed in', { phones: [{ extension: '101', name: 'Ada Example', registered: false }] }, 'unreachable'],
    ] as const)('tells when the own phone %s, and of which order', async (_how, options, cause) => {
      const pbx = await sandbox(options);
      const heard = connect(pbx.port, { settings: { originateTimeoutSeconds: 0.05 } });
      await until(() => isUp(heard));
      await heard.pbx.makeCall({ requestId: 'order-1', deviceId: '101', dialString: '102' });
      await until(() => heard.events.some((event) => event.kind === 'orderFailed'));
      const failures = heard.events.filter((event) => event.kind === 'orderFailed');
      expect(failures).toMatchObject([{ requestId: 'order-1', deviceId: '101', cause }]);
    });
  });
});
