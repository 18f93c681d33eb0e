// The sandbox PBX against the recordings of a real Asterisk 22: same keys in the same order; and recordings played back.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replayCapture, type ReplayOptions, startSandboxPbx } from '../../sandbox/pbx/index.ts';
import { AmiProbe, parsePacket, type ProbePacket } from '../../support/amiProbe.ts';

const folder = join(__dirname, '../../fixtures/asterisk');
const open: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function recorded(file: string): readonly ProbePacket[] {
  const text = readFileSync(join(folder, file), 'utf8');
  return text
    .split('\r\n\r\n')
    .filter((block) => block.trim() !== '')
    .map(parsePacket);
}

function shape(packet: ProbePacket): string {
  return [...packet.keys()].join(' ');
}

describe('events of the stories', () => {
  it('carry the keys of the recordings, in their order', async () => {
    const shapes = new Map<string, Set<string>>();
    for (const packet of readdirSync(folder).flatMap(recorded)) {
      const name = packet.get('Event') ?? `Response ${packet.get('Message') ?? ''}`;
      shapes.set(name, (shapes.get(name) ?? new Set()).add(shape(packet)));
    }
    const phones = ['101', '102', '103', '104'].map((extension) => ({ extension, name: `User ${extension}` }));
    const ringGroups = [{ extension: '120', name: 'Ring group', members: ['102', '103'] }];
    const pbx = await startSandboxPbx({ phones, ringGroups, controlPort: false, originatePickUpAfterMs: 1 });
    const client = new AmiProbe(pbx.port);
    open.push(
      () => pbx.close(),
      () => client.close(),
    );
    await client.login('sandbox-secret');
    const quick = { from: '101', to: '102', ringMs: 1, talkMs: 1 };
    await pbx.stories.voicemail({ ...quick, message: true }).done;
    await pbx.stories.hold(quick).done;
    await pbx.stories.blindTransfer({ ...quick, target: '103' }).done;
    await pbx.stories.attendedTransfer({ ...quick, target: '103' }).done;
    await pbx.stories.parkAndPickUp({ ...quick, by: '103' }).done;
    await pbx.stories.group({ ...quick, to: '120', answeredBy: '102' }).done;
    await pbx.stories.group({ ...quick, to: '600', answeredBy: '102' }).done;
    pbx.call({ from: '101', to: '102' });
    pbx.setDoNotDisturb('104', true);
    for (const list of [
      'CoreShowChannels',
      'ExtensionStateList',
      'DeviceStateList',
      'QueueStatus',
      'ParkedCalls',
      'PresenceStateList',
    ]) {
      await client.list(list);
    }
    await client.send('MailboxCount', { Mailbox: '102@default' });
    await client.send('Originate', {
      Channel: 'PJSIP/104',
      Exten: '103',
      Context: 'internal',
      CallerID: '103',
      Async: 'true',
    });
    await client.untilEvent('OriginateResponse');
    const strange = client.packets
      .map((packet) => [packet.get('Event') ?? `Response ${packet.get('Message') ?? ''}`, shape(packet)] as const)
      .filter(([name, keys]) => shapes.has(name) && shapes.get(name)?.has(keys) === false)
      // Not recorded: live presence changes (only the list's items) and a phone that Originate rings (only Local channels).
      .filter(([name, keys]) => name !== 'PresenceStateChange' && !/ Timestamp DestChannel .* DialStatus$/.test(keys));
    expect([...new Set(strange.map(([name, keys]) => `${name}: ${keys}`))]).toEqual([]);
    const compared = new Set(
      client.packets.map((packet) => packet.get('Event')).filter((name) => shapes.has(name ?? '')),
    );
    expect(compared.size).toBeGreaterThan(35);
  });
});

describe('replayCapture', () => {
  const cases: readonly [string, ReplayOptions][] = [
    ['whole packets', {}],
    ['byte by byte', { cut: 'bytes' }],
    ['random pieces', { cut: 'random', seed: 3 }],
    ['one cut', { cut: { at: 1001 } }],
    ['at a hundred times the pace', { speed: 100 }],
  ];

  it.each(cases)('plays every packet of a recording after the snapshot: %s', async (_name, options) => {
    const file = 'missed_caller_hangup.ami';
    const replay = await replayCapture(join(folder, file), options);
    const client = new AmiProbe(replay.port);
    open.push(
      () => replay.close(),
      () => client.close(),
    );
    await client.loginMd5('sandbox-secret');
    expect((await client.list('ExtensionStateList')).find((item) => item.get('Exten') === '102')?.get('Status')).toBe(
      '0',
    );
    expect(await client.list('CoreShowChannels')).toEqual([]);
    const before = client.packets.length;
    await replay.play();
    const wanted = recorded(file);
    await client.until(() => client.packets.length >= before + wanted.length);
    expect(client.packets.slice(before).map(shape)).toEqual(wanted.map(shape));
  });
});
