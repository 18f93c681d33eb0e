// Tells what is in the two packages: the files at the root, the parts of the manifests, both languages, stable ids.
import { DOMParser } from '@xmldom/xmldom';
import { unzipSync } from 'fflate';
import { buildPackages } from '../../../manifests/buildPackages.ts';
import type { PackageFacts } from '../../../manifests/packageFacts.ts';
import { validatePackage } from '../../../manifests/teams/validatePackage.ts';
import { zipPackage } from '../../../manifests/teams/zipPackage.ts';
import { compileOnce } from './compileOnce.ts';
import { someFacts } from './packageFacts.ts';

compileOnce();

interface Built {
  readonly zip: Uint8Array;
  readonly xml: string;
}

/** Validating a package takes a while: each one is built once, and only looked at. */
const made = new Map<string, Promise<Built>>();

function built(facts: PackageFacts): Promise<Built> {
  const key = JSON.stringify(facts);
  const known = made.get(key) ?? build(facts);
  made.set(key, known);
  return known;
}

async function build(facts: PackageFacts): Promise<Built> {
  const { files, faults } = await buildPackages(facts);
  expect(faults).toEqual([]);
  const [zip, xml] = files;
  return { zip: zip?.content ?? new Uint8Array(), xml: Buffer.from(xml?.content ?? []).toString('utf8') };
}

function jsonIn(zip: Uint8Array, name: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(unzipSync(zip)[name] ?? []).toString('utf8')) as Record<string, unknown>;
}

/** Every https address in a text, by its host. */
function hostsIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/https:\/\/([^/"<]+)/gu)].map(([, host]) => host ?? ''));
}

describe('buildPackages', () => {
  describe('when the package for Teams is made', () => {
    it('has the manifest, the icons and the languages at its root, nothing else', async () => {
      const { zip } = await built(someFacts());
      expect(Object.keys(unzipSync(zip)).sort()).toEqual(
        ['color.png', 'color32x32.png', 'fr.json', 'manifest.json', 'outline.png'].sort(),
      );
    });

    it('declares tab, bot, sign-in, hosts and the Outlook extension', async () => {
      const { zip } = await built(someFacts());
      const facts = someFacts();
      expect(jsonIn(zip, 'manifest.json')).toMatchObject({
        version: '1.2.3',
        id: facts.appId,
        name: { short: 'Hookswitch' },
        staticTabs: [{ contentUrl: 'https://phone.example.com/tab/', scopes: ['personal'] }],
        bots: [{ botId: facts.botId, scopes: ['personal'] }],
        validDomains: ['phone.example.com'],
        webApplicationInfo: {
          id: facts.clientId,
          resource: `api://phone.example.com/${facts.clientId}`,
          nestedAppAuthInfo: [
            {
              redirectUri: 'brk-multihub://phone.example.com',
              scopes: [`api://phone.example.com/${facts.clientId}/access_as_user`],
            },
          ],
        },
        authorization: { permissions: { resourceSpecific: [{ name: 'MailboxItem.Read.User', type: 'Delegated' }] } },
        extensions: [
          {
            ribbons: [{ contexts: ['mailRead'] }, { contexts: ['meetingDetailsAttendee', 'meetingDetailsOrganizer'] }],
            alternates: [{ hide: { customOfficeAddin: { officeAddinId: facts.addInId } } }],
          },
        ],
      });
    });

    it('pins the pane on messages only, and every button has its action', async () => {
      const { zip } = await built(someFacts());
      const { extensions } = jsonIn(zip, 'manifest.json') as {
        readonly extensions: readonly [
          {
            readonly runtimes: readonly {
              readonly actions: readonly { readonly id: string; readonly pinnable?: boolean }[];
            }[];
            readonly ribbons: readonly {
              readonly tabs: readonly {
                readonly groups: readonly { readonly controls: readonly { readonly actionId: string }[] }[];
              }[];
            }[];
          },
        ];
      };
      const actions = extensions[0].runtimes.flatMap((runtime) => runtime.actions);
      const used = extensions[0].ribbons.flatMap(({ tabs }) =>
        tabs.flatMap(({ groups }) => groups.flatMap(({ controls }) => controls.map(({ actionId }) => actionId))),
      );
      expect(actions.filter(({ pinnable }) => pinnable === true).map(({ id }) => id)).toEqual(['showPaneOnMessage']);
      expect([...new Set(used)].sort()).toEqual(actions.map(({ id }) => id).sort());
      expect(used).toContain('joinMeeting');
    });

    it('has every text of the manifest in French too', async () => {
      const { zip } = await built(someFacts());
      const french = jsonIn(zip, 'fr.json');
      expect(french).toMatchObject({
        'staticTabs[0].name': 'Appels',
        'bots[0].commandLists[0].commands[0].title': 'aide',
        'bots[0].commandLists[0].commands[1].title': 'manqués',
        'bots[0].commandLists[0].commands[2].title': 'appeler',
        'extensions[0].ribbons[1].tabs[0].groups[0].controls[0].label': 'Rejoindre la réunion',
      });
      // Three texts of each button and two of each command, one tab, and the four fields of name and description.
      expect(Object.keys(french)).toHaveLength(1 + 4 + 1 + 3 * 2 + 3 * 3);
    });

    it('is the same, byte for byte, when made again', async () => {
      const first = await build(someFacts());
      const second = await build(someFacts());
      expect(Buffer.from(first.zip).equals(Buffer.from(second.zip))).toBe(true);
      expect(first.xml).toBe(second.xml);
    });
  });

  describe('when the manifest for Outlook on Mac and phones is made', () => {
    it('has the same commands, pinning and the phone button', async () => {
      const { xml } = await built(someFacts());
      expect(xml.match(/<FunctionName>joinMeeting<\/FunctionName>/gu)).toHaveLength(4);
      expect(xml.match(/<SupportsPinning>true/gu)).toHaveLength(1);
      expect(xml.match(/"MobileMessageReadCommandSurface"/gu)).toHaveLength(1);
      expect(xml).toContain('Locale="fr-FR" Value="Rejoindre la réunion"');
    });

    it('has another id and another name than the app, as Microsoft asks', async () => {
      const { zip, xml } = await built(someFacts());
      const { addInId, appId } = someFacts();
      expect(xml).toContain(`<Id>${addInId}</Id>`);
      expect(addInId).not.toBe(appId);
      expect(jsonIn(zip, 'manifest.json').id).toBe(appId);
      expect(xml).toContain('<DisplayName DefaultValue="Hookswitch for Outlook">');
    });
  });

  describe('when either is made', () => {
    it('names no host but ours and the schema’s', async () => {
      const { zip, xml } = await built(someFacts({ domain: 'pbx.example.test' }));
      const page = 'phone.example.com';
      expect(hostsIn(xml)).toEqual(new Set(['pbx.example.test', page]));
      expect(hostsIn(JSON.stringify(jsonIn(zip, 'manifest.json')))).toEqual(
        new Set(['pbx.example.test', page, 'developer.microsoft.com']),
      );
    });

    it('keeps its ids over names, versions and domains, and changes them with the client id', () => {
      const { appId, addInId } = someFacts();
      const again = someFacts({ domain: 'other.example.com', name: 'Other', version: '9.9.9' });
      expect([again.appId, again.addInId]).toEqual([appId, addInId]);
      expect(someFacts({ clientId: '33333333-3333-4333-8333-333333333333' }).appId).not.toBe(appId);
      // Written down: a change here makes every installed package a stranger.
      expect([appId, addInId]).toEqual([
        'ac436d58-5073-540b-ad95-4740752e7269',
        '5a183ab0-c12e-5ae0-9807-4d94018d9d96',
      ]);
    });

    it.each([
      ['quotes', `"O'Hook"`],
      ['markup', '<at>everyone</at>'],
      ['an entity', 'A &amp; B & C'],
      ['the end of an attribute', '"/><Id>x</Id><y z="'],
      ['markdown', '[x](https://evil.example) **b**'.slice(0, 30)],
      ['signs beyond the basic plane', '📞 Téléphone 電話'],
      ['a path of fr.json', 'name.short'],
      ['a JSON escape', '\\u0041\\n"}'],
      ['a replacement pattern', '$& $1 $`'],
    ])('takes %s in the name for what it is: text', async (_what, name) => {
      const { zip, xml } = await built(someFacts({ name }));
      expect(jsonIn(zip, 'manifest.json').name).toEqual({ short: name, full: name });
      const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
      expect(root?.getElementsByTagName('DisplayName')[0]?.getAttribute('DefaultValue')).toBe(`${name} for Outlook`);
      expect(root?.getElementsByTagName('Id')).toHaveLength(1);
    });
  });
});

describe('validatePackage', () => {
  async function files(): Promise<Record<string, Uint8Array>> {
    return unzipSync((await built(someFacts())).zip);
  }

  describe('when the package is wrong', () => {
    it.each<[string, (files: Record<string, Uint8Array>) => Record<string, Uint8Array>, RegExp]>([
      ['a file more', (all) => ({ ...all, 'notes.txt': Buffer.from('x') }), /notes\.txt/],
      [
        'a folder',
        (all) => Object.fromEntries(Object.entries(all).map(([name, one]) => [`app/${name}`, one])),
        /wanted/,
      ],
      ['an icon of another size', (all) => ({ ...all, 'outline.png': all['color.png'] ?? Buffer.alloc(0) }), /32 x 32/],
      ['an icon that is none', (all) => ({ ...all, 'color.png': Buffer.from('GIF89a') }), /192 x 192/],
      ['no JSON', (all) => ({ ...all, 'fr.json': Buffer.from('{') }), /fr\.json: /],
      ['no UTF-8', (all) => ({ ...all, 'fr.json': Buffer.from([0x22, 0xff, 0x22]) }), /fr\.json: /],
      ['an empty manifest', (all) => ({ ...all, 'manifest.json': Buffer.from('{}') }), /manifest\.json: /],
    ])('refuses %s', async (_what, change, says) => {
      expect((await validatePackage(zipPackage(change(await files())))).join('\n')).toMatch(says);
    });

    it('refuses what is no zip', async () => {
      expect((await validatePackage(Buffer.from('PK\u0003\u0004 not really')))[0]).toMatch(/no zip/);
      expect((await validatePackage(new Uint8Array()))[0]).toMatch(/no zip/);
    });
  });
});
