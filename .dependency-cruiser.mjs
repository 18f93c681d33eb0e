// Decides who may import whom (HOUSE section 2). Each rule is named after the sentence it holds.

const sharedRoom = 'shared/domain/[^/]+|shared/[^/]+';
const roomPath = `^(${sharedRoom}|bot/[^/]+)/`;
const uiRooms = '^(shared/(ui|models|client|host|app)|teams-app|outlook-addin)/';
/** Modules of npm packages, as found below node_modules or, when they have nothing to find, by their bare name. */
const npm = (names) => `((^|/)node_modules/|^)(${names})(/|$)`;
const react = 'react|react-dom|@fluentui/[^/]+|@griffel/[^/]+|scheduler';
const valueOnly = { dependencyTypesNot: ['type-only'] };

/** A forbidden edge; `why` is what the person who broke it reads. */
const forbid = (name, why, from, to) => ({ name, comment: why, severity: 'error', from, to });

/** A package that only some folders may know. */
const wall = (name, packages, allowedFrom) =>
  forbid(
    `wall-${name}`,
    `${packages} stands behind a vendor wall`,
    { pathNot: `^(test/|${allowedFrom})` },
    { path: npm(packages) },
  );

const cycles = [
  forbid('no-cycle', 'No import cycle at run time.', {}, { circular: true, viaOnly: valueOnly }),
  forbid('no-unresolved', 'The imported file or package does not exist.', {}, { couldNotResolve: true }),
  forbid(
    'no-dev-package',
    'The product imports what is in dependencies, not in devDependencies.',
    { pathNot: '^(test/|manifests/|[^/]+\\.config\\.mjs$|\\.dependency-cruiser\\.mjs$)' },
    // Types are gone at run time.
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'], pathNot: 'node_modules/@types/' },
  ),
];

const sharedRules = [
  forbid(
    'domain-imports-only-errors',
    'shared/domain imports only errors.',
    { path: '^shared/domain/' },
    { pathNot: [`^shared/(domain|errors)/`, npm('libphonenumber-js')] },
  ),
  forbid(
    'number-metadata-only-in-number',
    'In what browsers load, libphonenumber-js is known to shared/domain/number alone: its metadata is heavy.',
    { path: '^(shared|teams-app|outlook-addin)/', pathNot: '^shared/domain/number/' },
    { path: npm('libphonenumber-js') },
  ),
  forbid(
    'errors-imports-nothing',
    'shared/errors stands alone.',
    { path: '^shared/errors/' },
    { pathNot: '^shared/errors/' },
  ),
  forbid(
    'contracts-import-errors-and-domain-types',
    'Wire shapes know errors and domain, no other room.',
    { path: '^shared/contracts/' },
    { pathNot: ['^shared/(contracts|errors|domain)/', npm('valibot')] },
  ),
  forbid('models-no-react', 'Models are React-free.', { path: '^shared/models/' }, { path: npm(react) }),
  forbid(
    'models-no-ui-values',
    'Models know snapshots of views as types only.',
    { path: '^shared/models/' },
    { path: '^shared/ui/', ...valueOnly },
  ),
  forbid('ui-no-client', 'Views never call the API.', { path: '^shared/ui/' }, { path: '^shared/client/' }),
  forbid(
    'ui-no-model-values',
    'Views know no model.',
    { path: '^shared/ui/' },
    { path: '^shared/models/', ...valueOnly },
  ),
  forbid(
    'client-below-models',
    'The client knows neither models nor views.',
    { path: '^shared/client/' },
    { path: '^shared/(models|ui)/' },
  ),
  forbid(
    'app-on-top',
    'shared/app is what both apps are composed of: no other shared room knows it.',
    { path: '^shared/', pathNot: '^shared/app/' },
    { path: '^shared/app/' },
  ),
  forbid(
    'shared-knows-no-app',
    'shared knows no host and no server.',
    { path: '^shared/' },
    { path: '^(bot|teams-app|outlook-addin|manifests)/' },
  ),
  forbid('shared-no-node', 'shared runs in browsers.', { path: '^shared/' }, { dependencyTypes: ['core'] }),
];

const sideRules = [
  forbid('ui-never-bot', 'UI rooms never import the bot.', { path: uiRooms }, { path: '^bot/' }),
  forbid('bot-never-ui', 'The bot never imports UI rooms.', { path: '^bot/' }, { path: uiRooms }),
  forbid(
    'apps-apart',
    'The two apps know each other only through shared.',
    { path: '^teams-app/' },
    { path: '^outlook-addin/' },
  ),
  forbid(
    'apps-apart-too',
    'The two apps know each other only through shared.',
    { path: '^outlook-addin/' },
    { path: '^teams-app/' },
  ),
  forbid('nothing-imports-test', 'Nothing imports test.', { pathNot: '^test/' }, { path: '^test/' }),
];

const botRules = [
  forbid(
    'main-imports-app',
    'main starts and stops; app wires the rooms.',
    { path: '^bot/main\\.ts$' },
    { path: '^bot/(bridge|pbx|graph|teams|store|http)/' },
  ),
  forbid('nothing-imports-main', 'main is the top.', { pathNot: '^test/' }, { path: '^bot/main\\.ts$' }),
  forbid(
    'rooms-never-import-app',
    'app wires rooms, never the other way.',
    { path: '^bot/[^/]+/' },
    { path: '^bot/[^/]+\\.ts$' },
  ),
  forbid(
    'bridge-sees-ports',
    'bridge sees port interfaces only.',
    { path: '^bot/bridge/' },
    { path: '^bot/(pbx|graph|store|teams|telemetry)/', ...valueOnly },
  ),
  forbid('bridge-below-http', 'bridge knows no routes.', { path: '^bot/bridge/' }, { path: '^bot/http/' }),
  forbid(
    'http-never-graph-or-pbx',
    'http never calls graph or pbx.',
    { path: '^bot/http/' },
    { path: '^bot/(graph|pbx)/' },
  ),
  forbid(
    'edges-apart',
    'pbx, graph, teams and store never see each other, nor the bridge as a value.',
    { path: '^bot/(pbx|graph|teams|store)/' },
    { path: '^bot/(pbx|graph|teams|store|http)/', pathNot: '^bot/$1/' },
  ),
  forbid(
    'edges-below-bridge',
    'pbx, graph, teams, store and http know the bridge by its types only.',
    { path: '^bot/(pbx|graph|teams|store|http)/' },
    { path: '^bot/bridge/', ...valueOnly },
  ),
  forbid(
    'foundations-stand-alone',
    'config, telemetry and keys know no other room of the bot.',
    { path: '^bot/(config|telemetry|keys)/' },
    { path: '^bot/', pathNot: '^bot/$1/' },
  ),
  forbid(
    'one-protocol-one-folder',
    'A PBX protocol stays in its own folder.',
    { path: '^bot/pbx/([^/]+)/' },
    // Reading XML is no protocol; two of them need it.
    { path: '^bot/pbx/[^/]+/', pathNot: ['^bot/pbx/$1/', '^bot/pbx/xml/'] },
  ),
];

const siteRules = [
  forbid(
    'site-stands-apart',
    'The process in the customer network has no heart, no store, no Teams.',
    { path: '^bot/(site/|siteApp\\.ts$|connectorMain\\.ts$)' },
    { path: '^bot/(bridge|http|graph|teams|store)/' },
  ),
  forbid(
    'nothing-imports-connector-main',
    'connectorMain is the top.',
    { pathNot: '^test/' },
    { path: '^bot/connectorMain\\.ts$' },
  ),
];

const walls = [
  wall('teams-js', '@microsoft/teams-js', 'teams-app/host/'),
  wall('office', '@microsoft/office-js|@types/office-js', 'outlook-addin/host/'),
  wall('botbuilder', 'botbuilder[^/]*|botframework-[^/]+', 'bot/teams/'),
  wall('react', react, 'shared/(ui|app)/|teams-app/|outlook-addin/'),
  wall('sqlite', 'libsql', 'bot/store/'),
  wall('postgres', 'pg|pg-[^/]+', 'bot/store/'),
  wall('xml', 'saxes', 'bot/pbx/xml/'),
  wall('websocket', 'ws', 'bot/(http|site)/'),
  wall('graph', '@azure/msal-node|undici', 'bot/graph/'),
  // Nested app authentication is the same in both hosts, so it stands beside the host port they share.
  wall('msal-browser', '@azure/msal-browser', '(shared|outlook-addin)/host/'),
  wall('fastify', 'fastify|@fastify/[^/]+', 'bot/(http/|app\\.ts)'),
  wall('jose', 'jose', 'bot/(http|teams)/'),
  wall('telemetry', 'pino|prom-client', 'bot/telemetry/'),
];

const doors = [
  forbid(
    'enter-by-index',
    'Another room is entered by its index.ts (#shared/... or #bot/...).',
    { path: roomPath },
    { path: `^(${sharedRoom}|bot/[^/]+)/`, pathNot: ['^$1/', `^(${sharedRoom}|bot/[^/]+)/index\\.ts$`] },
  ),
  forbid(
    'enter-by-index-from-outside',
    'A room is entered by its index.ts (#shared/... or #bot/...).',
    { path: '^(bot/[^/]+\\.ts$|teams-app/|outlook-addin/|manifests/)' },
    { path: `^(${sharedRoom}|bot/[^/]+)/`, pathNot: `^(${sharedRoom}|bot/[^/]+)/index\\.ts$` },
  ),
  forbid(
    'no-own-index',
    'Files of a room import their siblings directly.',
    { path: roomPath },
    { path: '^$1/index\\.ts$' },
  ),
];

export default {
  forbidden: [...cycles, ...sharedRules, ...sideRules, ...botRules, ...siteRules, ...walls, ...doors],
  options: {
    doNotFollow: { path: ['node_modules'] },
    exclude: { path: '^(dist|data|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
