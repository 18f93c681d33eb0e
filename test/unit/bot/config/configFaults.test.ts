// What a wrong configuration is told: every fault by path, with what is wrong and the fix.
import { faultOf, load, spoiled } from './faultTools.ts';
import { clientId, settings, tenant, tenantId, type Settings } from './sampleSettings.ts';

const secretA = { env: 'GRAPH_SECRET' };

describe('the faults of a configuration', () => {
  describe('when one thing is wrong', () => {
    const cases: readonly [string, (data: Settings) => void, string][] = [
      ['no public address', (d) => delete d.server['publicUrl'], 'server.publicUrl: is missing -> give only scheme'],
      ['http to the world', (d) => (d.server['publicUrl'] = 'http://example.com'), 'server.publicUrl: is not valid ->'],
      ['a path in it', (d) => (d.server['publicUrl'] = 'https://example.com/x'), 'server.publicUrl: is not valid ->'],
      [
        'a port of text',
        (d) => (d.server['port'] = '8443'),
        'server.port: is a text, which does not fit -> give a whole number from 1 to 65535',
      ],
      [
        'a port too high',
        (d) => (d.server['port'] = 70_000),
        'server.port: 70000 is not allowed -> give a whole number',
      ],
      ['half a port', (d) => (d.server['port'] = 80.5), 'server.port: 80.5 is not allowed ->'],
      ['TLS without files', (d) => (d.server['tls'] = {}), 'server.tls.certFile: is missing ->'],
      [
        'a TLS file that is not there',
        (d) => (d.server['tls'] = { certFile: '/none/c', keyFile: '/none/k' }),
        'server.tls.keyFile: cannot read /none/k (ENOENT) ->',
      ],
      [
        'a CA file that is not there',
        (d) => (d['outbound'] = { caFile: '/none/ca' }),
        'outbound.caFile: cannot read /none/ca (ENOENT) ->',
      ],
      [
        'a proxy that is none',
        (d) => (d['outbound'] = { proxy: 'ftp://x' }),
        'outbound.proxy: is not valid -> give http://host:port',
      ],
      [
        'a level nobody knows',
        (d) => (d['log'] = { level: 'loud' }),
        'log.level: is not one of the words allowed -> write one of debug, info, warn, error',
      ],
      [
        'an origin with a path',
        (d) => (d['hosts'] = { extraOrigins: ['https://a.example.com/x'] }),
        'hosts.extraOrigins[0]: is not valid ->',
      ],
      [
        'a bot that believes everybody, open to the world',
        (d) => (d['bot'] = { allowAnonymous: true }),
        'bot.allowAnonymous: is allowed on localhost only -> remove it',
      ],
      [
        'a mailbox code with words',
        (d) => (d.tenants = [tenant({ voicemail: { accessCode: 'call *97' } })]),
        'tenants[0].voicemail.accessCode: is not valid -> write digits',
      ],
      [
        'a mailbox key as long as a number',
        (d) => (d.tenants = [tenant({ voicemail: { outsideKey: '12345' } })]),
        'tenants[0].voicemail.outsideKey: is not valid -> write up to four digits',
      ],
      ['no tenant', (d) => (d.tenants = []), 'tenants: is empty -> give at least one tenant'],
      [
        'tenants that are no list',
        (d) => Object.assign(d, { tenants: 'x' }),
        'tenants: is a text, which does not fit ->',
      ],
      [
        'a tenant id that is no GUID',
        (d) => (d.tenants[0] = tenant({ id: 'example' })),
        'tenants[0].id: is not valid -> give the GUID',
      ],
      [
        'a country nobody knows',
        (d) => (d.tenants[0] = tenant({ country: 'UK' })),
        'tenants[0].country: is not valid -> give a country of two letters',
      ],
      [
        'two tenants of one id',
        (d) => d.tenants.push(tenant({ id: tenantId.toUpperCase() })),
        'tenants[1].id: is there twice ->',
      ],
      ['no PBX', (d) => (d.tenants[0] = tenant({ pbx: [] })), 'tenants[0].pbx: is empty -> give at least one PBX'],
      [
        'a further registration that is the first one',
        (d) =>
          (d.tenants[0] = tenant({
            graph: {
              clientSecret: secretA,
              moreRegistrations: [{ clientId: clientId.toUpperCase(), clientSecret: secretA }],
            },
          })),
        'tenants[0].graph.moreRegistrations[0].clientId: is there twice ->',
      ],
      [
        'two PBXs of one id',
        (d) => d.tenants[0]?.pbx.push({ ...tenant().pbx[0] }),
        'tenants[0].pbx[1].id: is there twice ->',
      ],
      [
        'a host with a port',
        (d) => (d.tenants[0] = pbx({ host: 'pbx.example.com:5038' })),
        'tenants[0].pbx[0].host: is not valid -> give a host name or address, without a port',
      ],
      [
        'a header in a user name',
        (d) => (d.tenants[0] = pbx({ username: 'a\r\nAction: Logoff' })),
        'tenants[0].pbx[0].username: is not valid ->',
      ],
      [
        'a channel without the extension',
        (d) => (d.tenants[0] = pbx({ originateChannel: 'PJSIP/x' })),
        'tenants[0].pbx[0].originateChannel: is not valid -> write {extension}',
      ],
      [
        'a protocol nobody speaks',
        (d) => (d.tenants[0] = pbx({ kind: 'tapi' })),
        'tenants[0].pbx[0].kind: is not one of the words allowed -> write one of ami',
      ],
      [
        'Graph without TLS',
        (d) => (d.tenants[0] = graph({ baseUrl: 'http://graph.example.com/v1.0' })),
        'tenants[0].graph.baseUrl: is not valid -> give an https:// address',
      ],
      [
        'no audience at all',
        (d) => (d.tenants[0] = tenant({ auth: { clientId, audiences: [] } })),
        'tenants[0].auth.audiences: is empty ->',
      ],
      [
        'a session too short',
        (d) => (d.tenants[0] = tenant({ presence: { callSessionMinutes: 4 } })),
        'tenants[0].presence.callSessionMinutes: 4 is not allowed -> give a whole number from 5 to 240',
      ],
      [
        'an extension that is a number',
        (d) => (d.tenants[0] = lines({ extension: 2014 })),
        "tenants[0].directory.lines[0].extension: is a number, which does not fit -> write it as a text in quotes, e.g. '2014'",
      ],
      [
        'a secret in the file',
        (d) => (d.tenants[0] = graph({ clientSecret: 'hunter2' })),
        'tenants[0].graph.clientSecret: is a text, which does not fit -> write { env:',
      ],
      [
        'a secret from nowhere',
        (d) => (d.tenants[0] = graph({ clientSecret: { env: 'NOT_SET' } })),
        'tenants[0].graph.clientSecret: environment variable NOT_SET is not set or empty -> set NOT_SET',
      ],
      [
        'a secret from two places',
        (d) => (d.tenants[0] = graph({ clientSecret: { env: 'A', file: 'b' } })),
        'tenants[0].graph.clientSecret: is a section, which does not fit ->',
      ],
      [
        'a secret file that is not there',
        (d) => (d.tenants[0] = pbx({ secret: { file: '/none/s' } })),
        'tenants[0].pbx[0].secret: cannot read /none/s (ENOENT) ->',
      ],
      ['a mistyped setting', (d) => (d.server['prot'] = 1), 'server.prot: is not a setting -> did you mean port?'],
      [
        'a setting of another case',
        (d) => (d.server['publicurl'] = 'x'),
        'server.publicurl: is not a setting -> did you mean publicUrl?',
      ],
      [
        'a setting nobody knows',
        (d) => (d['frobnicate'] = 1),
        'frobnicate: is not a setting -> remove it; there is: server, store',
      ],
      [
        'a mistyped setting deep down',
        (d) => (d.tenants[0] = pbx({ usrname: 'x' })),
        'tenants[0].pbx[0].usrname: is not a setting -> did you mean username?',
      ],
    ];
    const pbx = (changes: object) => tenant({ pbx: [{ ...tenant().pbx[0], ...changes }] });
    const graph = (changes: object) => tenant({ graph: { ...tenant().graph, ...changes } });
    const lines = (changes: object) =>
      tenant({ directory: { lines: [{ extension: '2014', user: 'ada@example.com', ...changes }] } });

    it.each(cases)('names path and fix of %s', (_name, spoil, expected) => {
      expect(spoiled(spoil)).toContainEqual(expect.stringContaining(expected));
    });
    it('refuses the same line twice', () => {
      const line = { extension: '2014', user: 'ada@example.com' };
      const faults = spoiled((d) => (d.tenants[0] = tenant({ directory: { lines: [line, line] } })));
      expect(faults).toEqual([expect.stringContaining('tenants[0].directory.lines[1].extension: is there twice')]);
    });
    it.each(['(\\d+', '\\d{3}', '(\\d)(\\d)', '((a+)+)$', '(\\d+)*', `(${'\\d'.repeat(60)})`, ''])(
      'refuses the pattern %j',
      (extensionPattern) => {
        const faults = spoiled((d) => (d.tenants[0] = tenant({ directory: { extensionPattern } })));
        expect(faults).toEqual([expect.stringContaining('tenants[0].directory.extensionPattern: ')]);
      },
    );
    it.each(['(\\d{3,6})$', '^\\+33199(?:00)?(\\d{4})$', '([0-9]+)'])('takes the pattern %j', (extensionPattern) => {
      expect(() => load({ ...settings(), tenants: [tenant({ directory: { extensionPattern } })] })).not.toThrow();
    });
  });

  describe('when several things are wrong', () => {
    it('tells them all at once, secrets and unknown settings included', () => {
      const faults = spoiled((d) => {
        d.server = { port: 0, hots: 'x' };
        d.tenants[0] = tenant({ country: '', graph: { clientSecret: { env: 'NOT_SET' } } });
        d.tenants.push(tenant());
      });
      const paths = faults.map((fault) => fault.split(': ')[0]);
      expect([...paths].sort()).toEqual([
        'server.hots',
        'server.port',
        'server.publicUrl',
        'tenants[0].country',
        'tenants[0].graph.clientSecret',
        'tenants[1].id',
      ]);
    });
    it('repeats no value that may be a secret', () => {
      const fault = faultOf(() => {
        const data = settings();
        data.tenants[0] = tenant({
          auth: { clientId: 'hunter2' },
          graph: { clientSecret: 'hunter2', secret: 'hunter2' },
        });
        load(data);
      });
      expect(JSON.stringify(fault.facts) + fault.message).not.toContain('hunter2');
    });
  });
});
