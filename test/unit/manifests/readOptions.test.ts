// Tells which arguments of the packaging command are refused and why, all of them at once.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readOptions } from '../../../manifests/options/readOptions.ts';
import { clientId } from './packageFacts.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'hookswitch-options-'));
const file = path.join(dir, 'file');
writeFileSync(file, '');
afterAll(() => rmSync(dir, { recursive: true }));

const good = { domain: 'phone.example.com', 'client-id': clientId, out: dir };

function argv(changes: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries({ ...good, ...changes }).flatMap(([name, value]) => [`--${name}`, value]);
}

function faultsOf(args: readonly string[]): readonly string[] {
  const read = readOptions(args);
  return read.kind === 'faults' ? read.faults : [];
}

const refusedValues: readonly (readonly [option: string, value: string, says: RegExp])[] = [
  ['domain', '', /is empty/],
  ['domain', 'phone', /no host name/],
  ['domain', 'https://phone.example.com', /give the host name alone/],
  ['domain', 'phone.example.com/', /give the host name alone/],
  ['domain', 'user@phone.example.com', /give the host name alone/],
  ['domain', '*.example.com', /wildcard/],
  ['domain', '192.0.2.10', /IP address/],
  ['domain', '0x7f.1', /IP address/],
  ['domain', '2130706433', /IP address/],
  ['domain', '[2001:db8::1]', /IP address/],
  ['domain', '2001:db8::1', /IP address/],
  ['domain', '192.0.2.10:443', /IP address/],
  ['domain', 'phone.example.com:8443', /port/],
  ['domain', 'Phone.example.com', /upper-case/],
  ['domain', 'localhost', /--allow-localhost/],
  ['domain', 'téléphone.example.com', /xn--/],
  ['domain', 'phone_1.example.com', /no host name/],
  ['domain', '-phone.example.com', /no host name/],
  ['domain', 'phone..example.com', /no host name/],
  ['domain', 'phone.example.com.', /no host name/],
  ['domain', 'phone example.com', /no host name/],
  ['domain', `${'a'.repeat(64)}.example.com`, /no host name/],
  ['domain', `${'a.'.repeat(130)}com`, /more than 253/],
  ['client-id', 'hookswitch', /no GUID/],
  ['client-id', `{${clientId}}`, /no GUID/],
  ['client-id', clientId.slice(1), /no GUID/],
  ['client-id', '00000000-0000-0000-0000-000000000000', /empty GUID/],
  ['bot-id', 'bot', /no GUID/],
  ['name', '', /is empty/],
  ['name', '   ', /is empty/],
  ['name', 'x'.repeat(31), /has 31 characters/],
  ['name', 'x'.repeat(5 * 1024 * 1024), /has 5242880 characters/],
  ['name', 'line\nbreak', /control characters/],
  ['name', 'bell\u0007', /control characters/],
  ['name', 'right\u202eleft', /control characters/],
  ['name', 'half \ud83d', /control characters/],
  ['name', ' Hookswitch', /begins or ends/],
  ['name', 'null', /schema of Teams/],
  ['version', '1.0', /three numbers/],
  ['version', '1.2.3.4', /three numbers/],
  ['version', '01.2.3', /three numbers/],
  ['version', '1.2.123456', /three numbers/],
  ['version', '1.2.3-beta', /three numbers/],
  ['version', '0.9.0', /below 1\.0\.0/],
  ['website-url', 'http://example.com/', /no https address/],
  ['privacy-url', 'javascript:alert(1)', /no https address/],
  ['terms-url', 'https://example.com/"x"', /no https address/],
  ['terms-url', `https://example.com/${'x'.repeat(1024)}`, /more than 1024/],
  ['out', '', /is empty/],
  ['out', file, /is no folder/],
  ['out', path.join(file, 'below'), /is no folder/],
  ['out', '/proc/hookswitch', /cannot be written|is no folder/],
  ['out', 'a\0b', /no path/],
];

describe('readOptions', () => {
  describe('when everything is right', () => {
    it('completes what was left out', () => {
      expect(readOptions(argv({}))).toEqual({
        kind: 'package',
        out: dir,
        wishes: {
          domain: 'phone.example.com',
          clientId,
          botId: clientId,
          name: 'Hookswitch',
          version: '1.0.0',
          websiteUrl: 'https://phone.example.com/tab/',
          privacyUrl: 'https://phone.example.com/tab/',
          termsUrl: 'https://phone.example.com/tab/',
        },
      });
    });

    it('takes values after an equals sign, and application ids in capitals', () => {
      const id = 'ABCDEFAB-1111-4111-8111-111111111111';
      const read = readOptions(['--domain=phone.example.com', `--client-id=${id}`, `--out=${dir}`, '--name=A=B']);
      expect(read).toMatchObject({ wishes: { clientId: id.toLowerCase(), name: 'A=B' } });
    });

    it('takes localhost when asked to', () => {
      expect(faultsOf([...argv({ domain: 'localhost' }), '--allow-localhost'])).toEqual([]);
    });

    it('takes a folder that is not there yet, and does not make it', () => {
      expect(faultsOf(argv({ out: path.join(dir, 'a', 'b') }))).toEqual([]);
      expect(readdirSync(dir)).toEqual(['file']);
    });

    it('takes a name of the encoded form, and digits in names', () => {
      expect(faultsOf(argv({ domain: 'xn--tlphone-byab.example.com' }))).toEqual([]);
      expect(faultsOf(argv({ domain: '3cx.1.example.com' }))).toEqual([]);
    });

    it('gives help before anything else', () => {
      expect(readOptions(['--nonsense', '--help'])).toEqual({ kind: 'help' });
    });
  });

  describe('when a value is wrong', () => {
    it.each(refusedValues.map(([option, value, says]) => [option, value.slice(0, 40), { value, says }] as const))(
      'refuses --%s %j with the reason',
      (option, _shown, { value, says }) => {
        const faults = faultsOf(argv({ [option]: value }));
        expect(faults).toHaveLength(1);
        expect(faults[0]).toMatch(says);
        expect(faults[0]?.startsWith(`--${option} `)).toBe(true);
      },
    );

    it('shows long and odd values cut and on one line', () => {
      const [fault = ''] = faultsOf(argv({ name: `\u001b[31m\n${'x'.repeat(5 * 1024 * 1024)}` }));
      expect(fault.length).toBeLessThan(200);
      expect(fault).not.toMatch(/[\n\u001b]/);
    });
  });

  describe('when the form is wrong', () => {
    it.each<[string, readonly string[], readonly RegExp[]]>([
      ['nothing', [], [/--domain is missing/, /--client-id is missing/, /--out is missing/]],
      ['an unknown option', [...argv({}), '--colour', 'red'], [/"--colour" is no option/, /"red" is no option/]],
      ['a short option', [...argv({}), '-d'], [/"-d" is no option/]],
      ['a word', [...argv({}), 'please'], [/"please" is no option/]],
      ['an option twice', [...argv({}), '--domain', 'b.example.com'], [/--domain is given twice/]],
      ['an option without its value', [...argv({}), '--name'], [/--name needs a value/]],
      ['an option in place of a value', ['--name', ...argv({})], [/--name needs a value/]],
      ['a value for a flag', [...argv({}), '--allow-localhost=yes'], [/takes no value/]],
      ['two bare dashes', [...argv({}), '--'], [/"--" is no option/]],
      ['a method of objects', [...argv({}), '--constructor', 'x'], [/"--constructor"/, /"x"/]],
    ])('refuses %s', (_what, args, says) => {
      const faults = faultsOf(args);
      expect(faults).toHaveLength(says.length);
      for (const [index, one] of says.entries()) expect(faults[index]).toMatch(one);
    });

    it('tells all faults at once', () => {
      const faults = faultsOf([
        '--domain',
        '*.X',
        '--client-id',
        '7',
        '--out',
        file,
        '--name',
        '\n',
        '--version',
        'x',
        'y',
      ]);
      expect(faults).toHaveLength(6);
    });
  });
});
