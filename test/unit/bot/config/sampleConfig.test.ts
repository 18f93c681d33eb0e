// The sample file loads as it is, loads with everything switched on, and shows the true defaults.
import { redactedConfig, sampleConfig } from '../../../../bot/config/index.ts';
import { parseConfig } from '../../../../bot/config/loadConfig.ts';

const env = {
  HOOKSWITCH_CLIENT_SECRET: 'graph-secret-value',
  HOOKSWITCH_CLIENT_SECRET_2: 'other-graph-secret-value',
  HOOKSWITCH_BOT_SECRET: 'bot-secret-value',
  HOOKSWITCH_AMI_SECRET: 'ami-secret-value',
  HOOKSWITCH_SIP_SECRET: 'sip-secret-value',
  HOOKSWITCH_WEBHOOK_SECRET: 'webhook-secret-value',
  HOOKSWITCH_SITE_SECRET: 'site-secret-value',
  HOOKSWITCH_STORE_URL: 'postgres://hookswitch:store-secret-value@127.0.0.1/hookswitch',
};
// A file every machine has, in place of certificates.
const anyFile = __filename;

/** Takes away the `#` that touches a setting; `# text` stays. */
function switchedOn(sample: string): string {
  let text = sample;
  while (/^ *#(?! )/m.test(text)) text = text.replace(/^( *)#(?! )/gm, '$1');
  return text;
}

describe('sampleConfig', () => {
  describe('when only its secrets are set', () => {
    it('loads as it is', () => {
      expect(parseConfig(sampleConfig(), env).tenants[0]?.name).toBe('Example Company');
    });
    it('explains every setting', () => {
      const lines = sampleConfig().split('\n');
      const settings = lines.filter((line) => /^[\s#-]*[A-Za-z0-9]+:( |$)/.test(line) && !/^ *#+ /.test(line));
      const explained = settings.filter((line) => /^ *#+ /.test(lines[lines.indexOf(line) - 1] ?? ''));
      expect(settings.length).toBeGreaterThan(50);
      expect(settings.filter((line) => !explained.includes(line))).toEqual([]);
    });
    it('holds no secret', () => {
      expect(sampleConfig()).not.toMatch(/secret: *[^{\s]/i);
    });
  });

  describe('when everything in it is switched on', () => {
    it('loads, and shows for each default the true one', () => {
      const text = switchedOn(sampleConfig()).replace(/\/etc\/hookswitch\/\S+/g, anyFile);
      const all = parseConfig(text, env);
      const plain = parseConfig(sampleConfig(), env);
      expect(all.server.tls).toEqual({ certFile: anyFile, keyFile: anyFile });
      expect(all.tenants[0]?.directory.lines).toHaveLength(1);
      const { tls: _tls, ...server } = all.server;
      expect(server).toEqual(plain.server);
      expect(all.store).toEqual({ ...plain.store, url: env.HOOKSWITCH_STORE_URL });
      expect([all.log, all.web]).toEqual([plain.log, plain.web]);
      const [one, other] = [all.tenants[0], plain.tenants[0]];
      expect(one?.graph.moreRegistrations).toEqual([
        { clientId: '33333333-3333-4333-8333-333333333333', clientSecret: 'other-graph-secret-value' },
      ]);
      const graph = { ...one?.graph, moreRegistrations: [] };
      const ami = { ...one?.pbx[0], userState: undefined, forwarding: undefined };
      expect([graph, one?.presence, ami]).toEqual([other?.graph, other?.presence, other?.pbx[0]]);
      expect(one?.pbx[0]).toMatchObject({
        userState: { presence: 'CustomPresence:{extension}', device: 'Custom:DND{extension}' },
        forwarding: { immediate: 'CF/{extension}', busy: 'CFB/{extension}', noAnswer: 'CFU/{extension}' },
      });
      expect(one?.pbx.map((pbx) => pbx.kind)).toEqual(['ami', 'sip', 'csta', 'webhook', 'site']);
      expect(one?.pbx[1]).toMatchObject({ port: 5060, packages: ['dialog', 'message-summary'] });
      expect(one?.pbx[3]).toMatchObject({ secrets: ['webhook-secret-value'], silenceSeconds: 60 });
      expect({ ...one?.directory, lines: [] }).toEqual(other?.directory);
      expect(one?.voicemail).toEqual({ accessCode: '*97', setup: 'dialOwnExtension', outsideKey: '*' });
      expect(other).not.toHaveProperty('voicemail');
      expect(one?.auth).toMatchObject({
        issuer: other?.auth.issuer,
        jwksUri: other?.auth.jwksUri,
        scope: other?.auth.scope,
      });
    });
  });
});

describe('redactedConfig', () => {
  describe('when a configuration is shown', () => {
    it('hides the secrets and the password of the proxy, and nothing else', () => {
      const text = sampleConfig()
        .replace('outbound:', "outbound:\n  proxy: 'http://user:hunter2@proxy.example.com:3128'")
        .replace('#url:', 'url:');
      const shown = JSON.stringify(redactedConfig(parseConfig(text, env)));
      expect(shown).not.toMatch(/secret-value|hunter2/);
      expect(shown).toContain('"clientSecret":"[hidden]"');
      expect(shown).toContain('//[hidden]@proxy.example.com:3128');
      expect(shown).toContain('"originateChannel":"PJSIP/{extension}"');
    });
  });
});
