// The manager interface of the sandbox PBX: who gets in, what is answered, who hears what, who is cut.
import { connect as connectTls } from 'node:tls';
import { makeCertificates } from '../../sandbox/issuer/index.ts';
import { type SandboxPbx, type SandboxPbxOptions, startSandboxPbx } from '../../sandbox/pbx/index.ts';
import { AmiProbe } from '../../support/amiProbe.ts';

const secret = 'sandbox-secret';
const phones = ['101', '102', '103', '104'].map((extension) => ({ extension, name: `User ${extension}` }));
const open: (() => Promise<void> | void)[] = [];

async function startPbx(options: Partial<SandboxPbxOptions> = {}): Promise<SandboxPbx> {
  const pbx = await startSandboxPbx({ phones, controlPort: false, originatePickUpAfterMs: 20, ...options });
  open.push(() => pbx.close());
  return pbx;
}

function probe(pbx: SandboxPbx): AmiProbe {
  const client = new AmiProbe(pbx.port);
  open.push(() => client.close());
  return client;
}

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

describe('login', () => {
  it('greets like Asterisk 22', async () => {
    const client = probe(await startPbx());
    await client.login(secret);
    expect(client.banner).toBe('Asterisk Call Manager/9.0.0');
  });

  it('takes the secret in plain', async () => {
    const answer = await probe(await startPbx()).login(secret);
    expect([...answer]).toEqual([
      ['Response', 'Success'],
      ['ActionID', 'probe-1'],
      ['Message', 'Authentication accepted'],
    ]);
  });

  it('takes the MD5 of challenge and secret', async () => {
    const answer = await probe(await startPbx()).loginMd5(secret);
    expect(answer.get('Response')).toBe('Success');
  });

  it.each(['plain', 'md5'])('refuses a wrong secret (%s) and closes', async (kind) => {
    const client = probe(await startPbx());
    const answer = await (kind === 'md5' ? client.loginMd5('wrong') : client.login('wrong'));
    expect([answer.get('Response'), answer.get('Message')]).toEqual(['Error', 'Authentication failed']);
    await client.untilClosed();
  });

  it('takes a challenge for one try only', async () => {
    const client = probe(await startPbx());
    const answer = await client.send('Login', { AuthType: 'MD5', Username: 'hookswitch', Key: '00' });
    expect(answer.get('Response')).toBe('Error');
  });

  it('answers nothing before it', async () => {
    const answer = await probe(await startPbx()).send('CoreShowChannels');
    expect(answer.get('Message')).toBe('Permission denied');
  });

  it('reads an action that comes byte by byte', async () => {
    const client = probe(await startPbx());
    for (const char of `Action: Login\r\nActionID: x\r\nUsername: hookswitch\r\nSecret: ${secret}\r\n\r\n`) {
      client.write(char);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const answer = await client.until((packet) => packet.get('ActionID') === 'x');
    expect(answer.get('Response')).toBe('Success');
  });

  it('cuts a client whose action never ends', async () => {
    const client = probe(await startPbx());
    client.write(`Action: Login\r\nX: ${'x'.repeat(200_000)}`);
    await client.untilClosed();
  });
});

describe('actions', () => {
  it('answers a ping, says goodbye, and knows what it does not know', async () => {
    const client = probe(await startPbx());
    await client.login(secret);
    expect((await client.send('Ping')).get('Ping')).toBe('Pong');
    const unknown = await client.send('Nonsense');
    expect([unknown.get('Response'), unknown.get('Message')]).toEqual(['Error', 'Invalid/unknown command']);
    expect((await client.send('constructor')).get('Response')).toBe('Error');
    expect((await client.send('Logoff')).get('Response')).toBe('Goodbye');
    await client.untilClosed();
  });

  it('lists what is going on', async () => {
    const pbx = await startPbx();
    const client = probe(pbx);
    await client.login(secret);
    pbx.call({ from: '101', to: '102' }).answer();
    pbx.setDoNotDisturb('104', true);
    const channels = await client.list('CoreShowChannels');
    expect(channels.map((item) => item.get('Channel')?.slice(0, 9))).toEqual(['PJSIP/101', 'PJSIP/102']);
    expect(channels[0]?.get('BridgeId')).toMatch(/^[0-9a-f-]{36}$/);
    const hints = new Map(
      (await client.list('ExtensionStateList')).map((item) => [item.get('Exten'), item.get('Status')]),
    );
    expect(['101', '102', '103', '104', '701'].map((exten) => hints.get(exten))).toEqual(['1', '1', '0', '2', '0']);
    const devices = (await client.list('DeviceStateList')).map((item) => `${item.get('Device')} ${item.get('State')}`);
    expect(devices).toContain('PJSIP/102 INUSE');
    expect((await client.list('PresenceStateList'))[0]?.get('Presentity')).toBe('CustomPresence:104');
    expect((await client.list('QueueStatus')).map((item) => item.get('Event'))).toEqual([
      'QueueParams',
      'QueueMember',
      'QueueMember',
    ]);
    expect(await client.list('ParkedCalls')).toEqual([]);
    expect((await client.send('MailboxCount', { Mailbox: '102@default' })).get('NewMessages')).toBe('0');
  });

  it('lists 5,000 phones, in chunks, while calls go on', async () => {
    const pbx = await startPbx({ phones: { count: 5000, first: 2000 } });
    const client = probe(pbx);
    await client.login(secret);
    const list = client.list('ExtensionStateList');
    pbx.call({ from: '2000', to: '2001' });
    expect(await list).toHaveLength(5000 + 2 + 20);
    await client.untilEvent('DialBegin');
  });

  it('hangs up the channel it is told', async () => {
    const pbx = await startPbx();
    const client = probe(pbx);
    await client.login(secret);
    const call = pbx.call({ from: '101', to: '102' });
    call.answer();
    const answer = await client.send('Hangup', { Channel: call.caller.name });
    expect(answer.get('Message')).toBe('Channel Hungup');
    await call.over;
    expect((await client.send('Hangup', { Channel: call.caller.name })).get('Message')).toBe('No such channel');
  });
});

describe('events', () => {
  it('go to every client whose mask takes them', async () => {
    const pbx = await startPbx();
    const [all, agentOnly, none] = [probe(pbx), probe(pbx), probe(pbx)];
    await all.login(secret);
    await agentOnly.login(secret, 'hookswitch', { Events: 'agent' });
    await none.login(secret, 'hookswitch', { Events: 'off' });
    await pbx.stories.answered({ from: '101', to: '102', ringMs: 1, talkMs: 1 }).done;
    for (const client of [all, agentOnly, none]) await client.send('Ping');
    expect(all.events('Hangup')).toHaveLength(2);
    expect(agentOnly.events().map((event) => event.get('Event'))).toEqual(Array(3).fill('QueueMemberStatus'));
    expect(none.events()).toEqual([]);
    expect((await none.send('Events', { EventMask: 'call' })).get('Events')).toBe('On');
    pbx.call({ from: '101', to: '102' });
    await none.untilEvent('DialBegin');
  });

  it('hold no noise in the light profile, all of it in the full one', async () => {
    const noisy = ['VarSet', 'Newexten', 'CEL'];
    for (const profile of ['light', 'full'] as const) {
      const pbx = await startPbx({ profile });
      const client = probe(pbx);
      await client.login(secret);
      await pbx.stories.answered({ from: '101', to: '102', ringMs: 1, talkMs: 1 }).done;
      await client.send('Ping');
      expect(client.events(...noisy).length > 0).toBe(profile === 'full');
      expect(client.events('FullyBooted').length).toBe(profile === 'full' ? 1 : 0);
    }
  });

  it('cannot be forged by a name with a line end in it', async () => {
    const pbx = await startPbx({
      phones: [...phones, { extension: '105', name: 'Ada\r\nEvent: Forged\r\n\r\nExample' }],
    });
    const client = probe(pbx);
    await client.login(secret);
    pbx.call({ from: '105', to: '102' });
    await client.untilEvent('DialBegin');
    expect(client.events('Forged')).toEqual([]);
  });

  it('are not kept for a client that stopped reading: it is cut, others go on', async () => {
    const pbx = await startPbx();
    const [deaf, well] = [probe(pbx), probe(pbx)];
    await deaf.login(secret);
    await well.login(secret);
    deaf.pause();
    const megabyte = Buffer.from(`Filler: ${'x'.repeat(1_048_576)}\r\n\r\n`);
    const before = well.packets.length;
    // The one that reads sets the pace, so only the other can fall behind.
    for (let sent = 1; sent <= 60 && pbx.counts().clients > 1; sent += 1) {
      pbx.raw(megabyte);
      await well.until(() => well.packets.length >= before + sent);
    }
    expect(pbx.counts().clients).toBe(1);
    expect((await well.send('Ping')).get('Response')).toBe('Success');
  });
});

describe('TLS', () => {
  it('greets who trusts its authority', async () => {
    const { ca, cert, key } = await makeCertificates();
    const pbx = await startPbx({ tls: { cert, key } });
    const socket = connectTls({ host: 'localhost', port: pbx.port, ca });
    open.push(() => {
      socket.destroy();
    });
    const greeting = await new Promise<string>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('data', (chunk: Buffer) => {
        resolve(chunk.toString());
      });
    });
    expect(greeting).toBe('Asterisk Call Manager/9.0.0\r\n');
  });
});

describe('the link', () => {
  it('is dropped and refused, then comes back on the same port', async () => {
    const pbx = await startPbx();
    const client = probe(pbx);
    await client.login(secret);
    await pbx.setLink('refused');
    await client.untilClosed();
    const refused = probe(pbx);
    await refused.untilClosed();
    expect(refused.banner).toBe('');
    await pbx.setLink('up');
    expect((await probe(pbx).login(secret)).get('Response')).toBe('Success');
  });

  it('falls silent without closing', async () => {
    const pbx = await startPbx();
    const client = probe(pbx);
    await client.login(secret);
    await pbx.setLink('silent');
    client.write('Action: Ping\r\nActionID: lost\r\n\r\n');
    pbx.call({ from: '101', to: '102' });
    await pbx.setLink('up');
    await client.untilClosed();
    expect(client.packets.map((packet) => packet.get('Message'))).toEqual(['Authentication accepted']);
  });
});

describe('Originate', () => {
  const order = { Channel: 'PJSIP/101', Context: 'from-internal', Exten: '102', Priority: '1', Async: 'true' };

  it('rings the phone, then dials once it is picked up', async () => {
    const pbx = await startPbx();
    const client = probe(pbx);
    await client.login(secret);
    const answer = await client.send('Originate', { ...order, ChannelId: 'order-1', CallerID: '"Bruno Sample" <102>' });
    expect(answer.get('Message')).toBe('Originate successfully queued');
    const done = await client.untilEvent('OriginateResponse');
    expect([done.get('Response'), done.get('Reason'), done.get('Uniqueid')]).toEqual(['Success', '4', 'order-1']);
    expect(done.get('ActionID')).toBe(answer.get('ActionID'));
    await client.untilEvent('DialBegin', { Channel: done.get('Channel') ?? '' });
    const [ring, dial] = client.events('DialBegin');
    expect([ring?.has('Channel'), ring?.get('DestUniqueid'), ring?.get('DestCallerIDNum')]).toEqual([
      false,
      'order-1',
      '102',
    ]);
    expect([dial?.get('Uniqueid'), dial?.get('DestLinkedid'), dial?.get('Exten')]).toEqual([
      'order-1',
      'order-1',
      '102',
    ]);
  });

  it('tells when the phone is not picked up', async () => {
    const client = probe(await startPbx({ originatePickUpAfterMs: null }));
    await client.login(secret);
    await client.send('Originate', { ...order, Timeout: '20' });
    const done = await client.untilEvent('OriginateResponse');
    expect([done.get('Response'), done.get('Reason')]).toEqual(['Failure', '3']);
    expect(client.events('DialEnd')[0]?.get('DialStatus')).toBe('NOANSWER');
  });

  it.each([
    ['no channel', { Channel: '' }, 'Channel not specified'],
    ['an unknown phone', { Channel: 'PJSIP/999' }, 'Originate failed'],
    ['no number', { Exten: '' }, 'Originate failed'],
  ])('is refused with %s', async (_name, fault, message) => {
    const client = probe(await startPbx());
    await client.login(secret);
    const answer = await client.send('Originate', { ...order, ...fault });
    expect([answer.get('Response'), answer.get('Message')]).toEqual(['Error', message]);
  });
});
