// The part of the configuration file that is one company: its Entra tenant, directory rules and PBXs.
import * as v from 'valibot';
import {
  address,
  choice,
  country,
  exactAddress,
  flag,
  guid,
  list,
  pattern,
  secret,
  section,
  text,
  wholeNumber,
} from './fields.ts';

const sampleTenantId = '11111111-1111-4111-8111-111111111111';
const sampleClientId = '22222222-2222-4222-8222-222222222222';
const signInBase = `https://login.microsoftonline.com/${sampleTenantId}`;

const audience = text({
  says: 'An audience.',
  fix: 'give a client id or an application id URI',
  example: `api://hookswitch.example.com/${sampleClientId}`,
});

const authSchema = section('Who is let in: what the access tokens of the apps must say.', {
  clientId: guid('Application (client) id of the app registration people sign in to.', sampleClientId),
  audiences: v.exactOptional(
    list(
      audience,
      {
        says: 'Accepted audiences. Left out: the client id and api://<host of publicUrl>/<clientId>.',
        fix: 'give at least one audience, or leave the setting out',
      },
      1,
    ),
  ),
  issuer: v.exactOptional(
    exactAddress('Token issuer. Left out: https://login.microsoftonline.com/<tenant id>/v2.0', `${signInBase}/v2.0`),
  ),
  jwksUri: v.exactOptional(
    address(
      'Signing keys. Left out: those of the tenant at login.microsoftonline.com.',
      `${signInBase}/discovery/v2.0/keys`,
    ),
  ),
  authority: v.exactOptional(
    address('Where people sign in. Left out: https://login.microsoftonline.com/<tenant id>', signInBase),
  ),
  scope: v.optional(
    text(
      { says: 'Scope a token must carry.', fix: 'give the name of the exposed scope' },
      (value) => !/\s/.test(value),
    ),
    'access_as_user',
  ),
  allowedClients: v.optional(
    list(guid('Client id of an allowed app.', '1fec8e78-bce4-4aaf-ab1b-5451cc387264'), {
      says: "Client apps that may call the service. Empty: our own client id and Microsoft's Teams and Outlook.",
      fix: 'give a list of client ids',
    }),
    [],
  ),
});

const graphSchema = section('Microsoft Graph, as the application itself (client credentials).', {
  baseUrl: v.optional(
    address('Base address; another one for national clouds.', 'https://graph.microsoft.com/v1.0'),
    'https://graph.microsoft.com/v1.0',
  ),
  authority: v.exactOptional(
    address('Where the token comes from. Left out: https://login.microsoftonline.com/<tenant id>', signInBase),
  ),
  clientId: v.exactOptional(guid('Left out: auth.clientId.', sampleClientId)),
  clientSecret: secret(
    'Client secret, by reference: { env: NAME } or { file: PATH }.',
    '{ env: HOOKSWITCH_CLIENT_SECRET }',
  ),
  timeoutMs: v.optional(wholeNumber('Longest wait for one answer, milliseconds.', 100, 120_000), 10_000),
  connections: v.optional(wholeNumber('Connections kept open to Graph.', 1, 256), 16),
  quotaPer30s: v.optional(wholeNumber('Presence requests Graph grants per 30 seconds.', 1, 1_000_000), 1500),
  headRoomPercent: v.optional(wholeNumber('Part of the quota left unused, percent.', 0, 90), 10),
});

const presenceSchema = section('What the state of the phone does in Teams.', {
  doNotDisturb: v.optional(choice('What do-not-disturb on the phone shows.', ['presenting', 'nothing']), 'presenting'),
  pbxLossGraceSeconds: v.optional(wholeNumber('Seconds without the PBX before its states are withdrawn.', 0, 3600), 15),
  callSessionMinutes: v.optional(
    wholeNumber(
      'Life of "in a call" in Teams, minutes; renewed while the call lives, the longest anyone can stay busy after a crash.',
      5,
      240,
    ),
    5,
  ),
  otherSessionMinutes: v.optional(wholeNumber('Life of away and do-not-disturb in Teams, minutes.', 5, 240), 60),
});

const botSchema = section('The bot that tells people of missed calls; without it there is none.', {
  appId: guid('Microsoft App id of the Azure Bot.', sampleClientId),
  appSecret: secret(
    'Its client secret, by reference: { env: NAME } or { file: PATH }.',
    '{ env: HOOKSWITCH_BOT_SECRET }',
  ),
  tenantId: v.exactOptional(guid('Tenant of its registration. Left out: this tenant.', sampleTenantId)),
});

const lineSchema = section('A line.', {
  extension: text(
    { says: 'Extension, in quotes.', fix: "write it as a text in quotes, e.g. '2014'", example: "'2014'" },
    isExtension,
  ),
  user: text({
    says: 'Object id, user principal name or mail of its user.',
    fix: 'give an object id, user principal name or mail',
    example: 'ada@example.com',
  }),
  sharedWith: v.optional(
    list(
      text({ says: 'A person.', fix: 'give an object id, user principal name or mail', example: 'bruno@example.com' }),
      {
        says: 'Who else sees it, e.g. an assistant.',
        fix: 'give a list of people',
      },
    ),
    [],
  ),
});

const directorySchema = section('How people and extensions are joined.', {
  extensionFrom: v.optional(
    choice('Field of the directory that holds the extension.', ['businessPhones', 'mobilePhone']),
    'businessPhones',
  ),
  extensionPattern: v.optional(pattern('Regular expression; its one capture group is the extension.'), '(\\d{3,6})$'),
  refreshMinutes: v.optional(wholeNumber('How often the directory is read, minutes.', 1, 1440), 15),
  lines: v.optional(
    list(lineSchema, { says: 'Lines given by hand; they win over the directory.', fix: 'give a list of lines' }),
    [],
  ),
});

const amiSchema = section('A PBX reached by the Asterisk Manager Interface.', {
  id: text(
    {
      says: 'Short name, kept for ever: it is part of stored calls.',
      fix: 'give 1 to 32 of a-z, 0-9 and -',
      example: 'main',
    },
    isShortId,
  ),
  kind: v.optional(choice('Protocol.', ['ami']), 'ami'),
  host: text(
    { says: 'Host name or address.', fix: 'give a host name or address, without a port', example: 'pbx.example.com' },
    isHost,
  ),
  port: v.exactOptional(wholeNumber('Port. Left out: 5038, with tls 5039.', 1, 65_535, 5038)),
  tls: v.optional(flag('Speak TLS.'), false),
  username: text(
    {
      says: 'Manager user (manager.conf).',
      fix: 'give the manager user, in quotes if it is a number',
      example: 'hookswitch',
    },
    isOneLine,
  ),
  secret: secret('Its secret, by reference: { env: NAME } or { file: PATH }.', '{ env: HOOKSWITCH_AMI_SECRET }'),
  login: v.optional(choice('md5 never sends the secret itself.', ['md5', 'plain']), 'md5'),
  outboundContext: v.optional(
    text(
      { says: 'Dial plan context for calls placed from Teams.', fix: 'give a context of extensions.conf' },
      isOneLine,
    ),
    'from-internal',
  ),
  originateChannel: v.optional(
    text(
      {
        says: 'Channel that rings a phone; {extension} is replaced.',
        fix: 'write {extension} where the extension goes',
      },
      isChannel,
    ),
    'PJSIP/{extension}',
  ),
  originateTimeoutSeconds: v.optional(wholeNumber("How long the user's own phone rings, seconds.", 1, 300), 30),
  deviceExtensionPattern: v.optional(
    pattern('Regular expression over a channel name; its one capture group is the extension.'),
    '^(?:PJSIP|SIP|IAX2|SCCP)/([^-@]+)',
  ),
  pingSeconds: v.optional(wholeNumber('Seconds of silence before the link is tested.', 1, 300), 5),
});

/** One company. */
export const tenantSchema = section('A company.', {
  id: guid('Entra tenant id.', sampleTenantId),
  name: text({ says: 'Name for logs and administrators.', fix: 'give a name', example: 'Example Company' }),
  country: country('Country whose numbering rules apply, two letters.'),
  auth: authSchema,
  graph: graphSchema,
  presence: v.optional(presenceSchema, {}),
  directory: v.optional(directorySchema, {}),
  bot: v.exactOptional(botSchema),
  pbx: list(amiSchema, { says: 'The PBXs of the company.', fix: 'give at least one PBX' }, 1),
});

/** One company after the schema. */
export type TenantFile = v.InferOutput<typeof tenantSchema>;

function isExtension(value: string): boolean {
  return /^[0-9*#+A-Za-z_-]{1,32}$/.test(value);
}

function isShortId(value: string): boolean {
  return /^[a-z0-9-]{1,32}$/.test(value);
}

function isHost(value: string): boolean {
  return /^[A-Za-z0-9.:_-]{1,253}$/.test(value) && !/^[^:]+:\d+$/.test(value);
}

/** A line break would end the AMI header and start another one. */
function isOneLine(value: string): boolean {
  return !/[\r\n\0]/.test(value);
}

function isChannel(value: string): boolean {
  return isOneLine(value) && value.includes('{extension}');
}
