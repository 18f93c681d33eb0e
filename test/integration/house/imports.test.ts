// Shows that each import rule can fail.
import { makeBadProject, type BadProject } from '../../support/badProject.ts';

interface CruiseResult {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

/** [importing file, its imports, rule that must answer] */
const bad: readonly (readonly [string, string, string])[] = [
  ['shared/errors/a.ts', "import { b } from './b.ts';\nexport const a = b;", 'no-cycle'],
  ['shared/errors/ghost.ts', "import './ghostly.ts';", 'no-unresolved'],
  ['bot/http/dev.ts', "import 'selfsigned';", 'no-dev-package'],
  ['shared/domain/call/contract.ts', "import '#shared/contracts';", 'domain-imports-only-errors'],
  ['shared/domain/call/vendor.ts', "import 'valibot';", 'domain-imports-only-errors'],
  ['shared/models/digits.ts', "import 'libphonenumber-js';", 'number-metadata-only-in-number'],
  ['shared/errors/up.ts', "import '#shared/contracts';", 'errors-imports-nothing'],
  ['shared/contracts/up.ts', "import '#shared/client';", 'contracts-import-errors-and-domain-types'],
  ['shared/models/react.ts', "import 'react';", 'models-no-react'],
  ['shared/models/view.ts', "import { ui } from '#shared/ui';\nexport const v = ui;", 'models-no-ui-values'],
  [
    'shared/ui/client.ts',
    "import type { client } from '#shared/client';\nexport type C = typeof client;",
    'ui-no-client',
  ],
  ['shared/ui/model.ts', "import { models } from '#shared/models';\nexport const m = models;", 'ui-no-model-values'],
  ['shared/client/model.ts', "import '#shared/models';", 'client-below-models'],
  ['shared/client/bot.ts', "import '#bot/http';", 'shared-knows-no-app'],
  ['shared/client/node.ts', "import 'node:fs';", 'shared-no-node'],
  ['teams-app/bot.ts', "import type { http } from '#bot/http';\nexport type H = typeof http;", 'ui-never-bot'],
  ['bot/http/ui.ts', "import type { ui } from '#shared/ui';\nexport type U = typeof ui;", 'bot-never-ui'],
  ['teams-app/other.ts', "import '../outlook-addin/host/office.ts';", 'apps-apart'],
  ['bot/http/test.ts', "import '../../test/x.ts';", 'nothing-imports-test'],
  ['bot/main.ts', "import '#bot/store';", 'main-imports-app'],
  ['bot/app.ts', "import './main.ts';", 'nothing-imports-main'],
  ['bot/http/app.ts', "import '../app.ts';", 'rooms-never-import-app'],
  ['bot/bridge/value.ts', "import { store } from '#bot/store';\nexport const s = store;", 'bridge-sees-ports'],
  ['bot/bridge/http.ts', "import '#bot/http';", 'bridge-below-http'],
  [
    'bot/http/graph.ts',
    "import type { graph } from '#bot/graph';\nexport type G = typeof graph;",
    'http-never-graph-or-pbx',
  ],
  ['bot/store/graph.ts', "import '#bot/graph';", 'edges-apart'],
  ['bot/store/bridge.ts', "import '#bot/bridge';", 'edges-below-bridge'],
  ['bot/config/store.ts', "import '#bot/store';", 'foundations-stand-alone'],
  ['bot/pbx/ami/other.ts', "import '../csta/x.ts';", 'one-protocol-one-folder'],
  ['teams-app/pages/teams.ts', "import '@microsoft/teams-js';", 'wall-teams-js'],
  ['outlook-addin/office.ts', "import '@microsoft/office-js';", 'wall-office'],
  ['bot/http/bot.ts', "import 'botbuilder';", 'wall-botbuilder'],
  ['shared/client/react.ts', "import '@fluentui/react-components';", 'wall-react'],
  ['bot/http/sql.ts', "import 'libsql';", 'wall-sqlite'],
  ['bot/http/msal.ts', "import 'undici';", 'wall-graph'],
  ['shared/models/msal.ts', "import '@azure/msal-browser';", 'wall-msal-browser'],
  ['bot/bridge/fastify.ts', "import 'fastify';", 'wall-fastify'],
  ['bot/graph/jose.ts', "import 'jose';", 'wall-jose'],
  ['bot/http/pino.ts', "import 'pino';", 'wall-telemetry'],
  ['shared/client/deep.ts', "import '../errors/b.ts';", 'enter-by-index'],
  ['teams-app/deep.ts', "import '../shared/errors/b.ts';", 'enter-by-index-from-outside'],
  ['shared/errors/own.ts', "import './index.ts';", 'no-own-index'],
];

/** What is allowed. */
const good: readonly (readonly [string, string])[] = [
  ['bot/bridge/types.ts', "import type { store } from '#bot/store';\nexport type S = typeof store;"],
  ['bot/bridge/inline.ts', "import { type store } from '#bot/store';\nexport type S = typeof store;"],
  ['shared/ui/types.ts', "import type { models } from '#shared/models';\nexport type M = typeof models;"],
  ['teams-app/host/teams.ts', "import '@microsoft/teams-js';"],
  ['bot/http/jose.ts', "import 'jose';"],
  ['shared/domain/number/digits.ts', "import 'libphonenumber-js';"],
  ['test/x.ts', "import '../bot/store/graph.ts';"],
];

const room = (name: string): readonly [string, string] => [
  `${name}/index.ts`,
  `export const ${name.replace(/.*\//, '')} = 1;\n`,
];
const rooms = ['client', 'contracts', 'errors', 'models', 'ui'].map((name) => room(`shared/${name}`));
const botRooms = ['bridge', 'graph', 'http', 'store'].map((name) => room(`bot/${name}`));
const others: readonly (readonly [string, string])[] = [
  ['shared/errors/b.ts', "import { a } from './a.ts';\nexport const b = a;\n"],
  ['outlook-addin/host/office.ts', 'export const office = 1;\n'],
  ['bot/pbx/csta/x.ts', 'export const x = 1;\n'],
  ['manifests/x.ts', 'export const x = 1;\n'],
];

describe('the import rules', () => {
  let project: BadProject;
  let violations: CruiseResult['summary']['violations'];

  beforeAll(() => {
    const files = [...rooms, ...botRooms, ...others, ...good, ...bad.map(([file, text]) => [file, text] as const)];
    project = makeBadProject(Object.fromEntries(files.map(([file, text]) => [file, `// Made up.\n${text}\n`])));
    const folders = ['shared', 'bot', 'teams-app', 'outlook-addin', 'manifests', 'test'];
    const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders];
    const answer = JSON.parse(project.run('dependency-cruiser', 'depcruise', args).stdout) as CruiseResult;
    violations = answer.summary.violations;
  }, 60_000);
  afterAll(() => project.remove());

  function rulesOf(file: string): readonly string[] {
    return violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);
  }

  describe('when an import crosses a line', () => {
    it.each(bad)('refuses %s', (file, _text, rule) => {
      expect(rulesOf(file)).toContain(rule);
    });
  });

  describe('when an import stays within the rules', () => {
    it.each(good)('accepts %s', (file) => {
      expect(rulesOf(file)).toEqual([]);
    });
  });
});
