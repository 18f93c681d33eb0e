// The bot from end to end: recorded PBX traffic on one side, Microsoft's own Agents Playground on the other.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '#bot/telemetry';
import { loadConfig } from '#bot/config';
import { buildApp, openPorts, type App } from '../../bot/app.ts';
import { startPlayground, type ChatMessage, type Playground } from '../sandbox/bot/index.ts';
import { freePorts } from '../sandbox/httpTools.ts';
import { replayCapture, type ReplayPbx } from '../sandbox/pbx/index.ts';
import { writeServiceConfig, type WrittenConfig } from '../sandbox/serviceConfig.ts';
import { captureTenant, type SandboxTenant } from '../sandbox/tenant/index.ts';
import { GraphFake } from '../support/GraphFake.ts';
import { until } from '../support/until.ts';
import { startWireTap, type WireTap } from '../support/wireTap.ts';

const recording = join(__dirname, '../fixtures/asterisk/missed_caller_hangup.ami');
const noticeLimitMs = 1_000;
const tenant = captureTenant();
const called = userOf(tenant, '102');
const caller = '101';

/** The service tells of fresh calls only: its clock stands where the recording ended. */
const lastStamp = Number(/.*Timestamp: (\d+)/s.exec(readFileSync(recording, 'latin1'))?.[1]);
const clockOffsetMs = lastStamp * 1000 + 1_000 - Date.now();

function userOf(of: SandboxTenant, extension: string): SandboxTenant['users'][number] {
  const user = of.byExtension(extension);
  if (user === undefined) throw new Error(`nobody has ${extension}`);
  return user;
}

let dir = '';
let chat: Playground;
let replay: ReplayPbx;
let wire: WireTap;
let written: WrittenConfig;
let app: App;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hookswitch-bot-'));
  const [servicePort = 0, chatPort = 0] = await freePorts([0, 0]);
  replay = await replayCapture(recording, { speed: 10 });
  wire = await startWireTap(replay.port);
  const issuer = {
    issuer: 'https://issuer.test/v2.0',
    jwksUri: 'https://issuer.test/keys',
    authority: 'https://issuer.test',
    caFile: undefined,
  };
  written = writeServiceConfig({
    dir,
    tenant,
    issuer,
    graphBaseUrl: 'http://127.0.0.1:9',
    servicePort,
    pbx: { ...replay.pbx, port: wire.port },
  });
  await startService();
  const endpoint = `${written.serviceUrl}/api/messages`;
  chat = await startPlayground({ endpoint, tenantId: tenant.id, user: called, dir: join(dir, 'chat'), port: chatPort });
});

afterEach(async () => {
  await chat.close();
  await app.stop();
  await wire.close();
  await replay.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Sets `app` before anything can fail, so that it is stopped in any case. */
async function startService(): Promise<void> {
  const config = loadConfig(written.configPath, written.env);
  const graph = new GraphFake();
  graph.users = tenant.users.map(({ mobilePhone: _mobile, officeLocation: _office, ...user }) => user);
  const ports = {
    ...(await openPorts(config)),
    logger: silentLogger,
    graphFor: () => graph,
    now: () => Date.now() + clockOffsetMs,
  };
  app = buildApp(config, ports);
  await app.http.listen({ host: '127.0.0.1', port: config.server.port });
  await app.start();
  await until(isReady);
}

async function isReady(): Promise<boolean> {
  const answer = await fetch(`${written.serviceUrl}/readyz`).catch(() => undefined);
  return answer?.status === 200;
}

function isNotice(message: ChatMessage): boolean {
  return message.texts[0] === 'Missed call';
}

function isHelp(message: ChatMessage): boolean {
  return message.texts[0] === 'What you can type';
}

async function installed(): Promise<void> {
  await chat.install();
  await chat.untilMessage(({ texts }) => texts[0] === 'Welcome to Hookswitch');
}

async function missACall(): Promise<ChatMessage> {
  await replay.play();
  const overAt = Date.now();
  const notice = await chat.untilMessage(isNotice);
  expect(notice.receivedAt - overAt).toBeLessThan(noticeLimitMs);
  return notice;
}

/** `extension -> number` of every Originate that reached the PBX. */
function originated(): readonly string[] {
  return wire.actions('Originate').map((headers) => `${headers.get('channel') ?? ''} -> ${headers.get('exten') ?? ''}`);
}

describe('the bot in the Playground', () => {
  describe('when it is installed', () => {
    it('welcomes once, though Teams tells of it twice', async () => {
      await installed();
      await chat.say('help');
      await chat.untilMessage(isHelp);
      expect(chat.messages.filter(({ texts }) => texts[0] === 'Welcome to Hookswitch')).toHaveLength(1);
    });
  });

  describe('when a call is missed on the recorded PBX', () => {
    it('tells within a second, and calls back from the right phone to the right number', async () => {
      await installed();
      const notice = await missACall();
      expect(notice.texts.slice(1, 3)).toEqual(['User 101', caller]);
      const button = notice.buttons.find(({ title }) => title === 'Call back');
      if (button === undefined) throw new Error('no button');
      const [first, second] = await Promise.all([chat.press(notice, button), chat.press(notice, button)]);
      expect(first.texts).toContain(`Your phone is ringing. Pick it up to call ${caller}.`);
      expect(second.texts).toEqual(first.texts);
      expect(originated()).toEqual([`PJSIP/${called.extension} -> ${caller}`]);
      await until(() => replay.pbx.state().calls.some(({ extensions }) => extensions.includes(called.extension)));
    });

    it('lists it for who asks, in both languages', async () => {
      await installed();
      await missACall();
      for (const words of ['missed', 'Manqués']) {
        const from = chat.messages.length;
        await chat.say(words);
        const list = await chat.untilMessage(({ texts }) => texts[0] === 'Missed calls', from);
        expect(list.texts.slice(1, 3)).toEqual(['User 101', caller]);
        expect(list.buttons.map(({ title }) => title)).toEqual(['Call back']);
      }
    });

    it('tells once, also across a restart', async () => {
      await installed();
      await missACall();
      await app.stop();
      await startService();
      await chat.say('help');
      await chat.untilMessage(isHelp);
      expect(chat.messages.filter(isNotice)).toHaveLength(1);
    });
  });

  describe('when it was never installed', () => {
    it('tells nobody', async () => {
      await replay.play();
      await chat.say('missed');
      await chat.untilMessage(({ texts }) => texts[0] === 'Missed calls');
      expect(chat.messages.filter(isNotice)).toHaveLength(0);
    });
  });

  describe('when somebody types a number', () => {
    it('rings the phone of who typed it', async () => {
      await installed();
      await chat.say('appeler 103');
      await chat.untilMessage(({ texts }) => texts[0] === 'Your phone is ringing. Pick it up to call 103.');
      expect(originated()).toEqual([`PJSIP/${called.extension} -> 103`]);
    });

    it('says in words why it cannot be called', async () => {
      await installed();
      await chat.say('call *72');
      const refusal = await chat.untilMessage(({ texts }) => texts[0]?.includes('*72') === true);
      expect(refusal.texts[0]).toMatch(/^The call to \*72 was not placed\. .*Use the dial pad of the Hookswitch tab/);
      expect(originated()).toEqual([]);
    });
  });
});
