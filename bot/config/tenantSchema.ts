// The part of the configuration file that is one company: its Entra tenant, directory rules and PBXs.
import * as v from 'valibot';
import { defaultTeamsToPbx, type PhoneWord } from '#shared/domain/presence';
import { dialPlanSchema } from './dialPlanSchema.ts';
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
import { pbxSchema } from './pbxSchema.ts';

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

const registrationSchema = section('A registration.', {
  clientId: guid('Its application (client) id.', '33333333-3333-4333-8333-333333333333'),
  clientSecret: secret(
    'Its client secret, by reference: { env: NAME } or { file: PATH }.',
    '{ env: HOOKSWITCH_CLIENT_SECRET_2 }',
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
  quotaPer30s: v.optional(
    wholeNumber('Presence requests Graph grants each registration per 30 seconds.', 1, 1_000_000),
    1500,
  ),
  headRoomPercent: v.optional(wholeNumber('Part of the quota left unused, percent.', 0, 90), 10),
  moreRegistrations: v.optional(
    list(registrationSchema, {
      says: 'Further app registrations with the same permissions, each with a quota of its own; for tens of thousands of people.',
      fix: 'give a list of registrations',
    }),
    [],
  ),
});

const told = (says: string, word: PhoneWord) => v.optional(choice(says, ['doNotDisturb', 'busy', 'nothing']), word);
const teamsToPbxSchema = section('Tells phones what people set in Teams, on PBXs that can be told.', {
  enabled: v.optional(flag('Switched off again, it takes back what phones were told.'), false),
  pollSeconds: v.optional(
    wholeNumber('How often Teams is asked, seconds; longer where the quota wants it.', 10, 3600),
    10,
  ),
  quotaSharePercent: v.optional(wholeNumber('Part of the presence quota it may use, percent.', 1, 80), 20),
  manualDoNotDisturb: told('Do not disturb, chosen by the person.', defaultTeamsToPbx.manualDoNotDisturb),
  presenting: told('Presenting.', defaultTeamsToPbx.presenting),
  focusing: told('Focusing.', defaultTeamsToPbx.focusing),
  manualBusy: told('Busy, chosen by the person.', defaultTeamsToPbx.manualBusy),
  inMeeting: told('In a meeting.', defaultTeamsToPbx.inMeeting),
  inACall: told('In a call of Teams.', defaultTeamsToPbx.inACall),
  away: told('Away.', defaultTeamsToPbx.away),
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
  teamsToPbx: v.optional(teamsToPbxSchema, {}),
});

const logSchema = section('The logs of the people of the company.', {
  keepDays: v.optional(wholeNumber('Days a call is kept; 0: for ever.', 0, 36_500), 0),
  keepRows: v.optional(wholeNumber('Newest calls kept of each person; 0: all.', 0, 10_000_000), 0),
  hideDigits: v.optional(
    wholeNumber('So many of the last digits of numbers outside the company are shown to nobody.', 0, 15),
    0,
  ),
  ownLogOnly: v.optional(flag('Not even an administrator reads the log of somebody else.'), false),
});

const personalSchema = section('What the apps read of people in their own name; each needs a delegated permission.', {
  calendar: v.optional(flag('Meetings of the person who looks (Calendars.Read).'), true),
  contacts: v.optional(flag('Own contacts of the person who searches (Contacts.Read).'), true),
});

const voicemailSchema = section('How people reach their mailboxes; shown in the apps.', {
  accessCode: v.exactOptional(
    text(
      {
        says: 'Number dialled to hear messages, in quotes.',
        fix: "write digits, * and # in quotes, e.g. '*97'",
        example: "'*97'",
      },
      (value) => /^\+?[*#\d]{1,32}$/.test(value),
    ),
  ),
  setup: v.optional(
    choice('Who gives a person their first PIN: themselves by dialling their own extension, or the administrator.', [
      'dialOwnExtension',
      'temporaryPin',
    ]),
    'dialOwnExtension',
  ),
  outsideKey: v.exactOptional(
    text(
      {
        says: 'Key during the own greeting that opens the mailbox, when called from outside.',
        fix: "write up to four digits, * or # in quotes, e.g. '*'",
        example: "'*'",
      },
      (value) => /^[*#\d]{1,4}$/.test(value),
    ),
  ),
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
  pbx: v.exactOptional(
    text({
      says: 'Id of the PBX it is on. Left out: every PBX of the company.',
      fix: 'give the id of a PBX',
      example: 'main',
    }),
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
    choice('Field of the directory that holds the extension; mails and names are read in lower case.', [
      'businessPhones',
      'mobilePhone',
      'mail',
      'userPrincipalName',
    ]),
    'businessPhones',
  ),
  extensionPattern: v.optional(
    pattern('Regular expression; its one capture group is the extension. For mails e.g. ^([^@]+)@'),
    '(\\d{3,6})$',
  ),
  refreshMinutes: v.optional(wholeNumber('How often the directory is read, minutes.', 1, 1440), 15),
  lines: v.optional(
    list(lineSchema, {
      says: 'Lines given by hand; they win over the directory. Somebody may have several, the preferred one first.',
      fix: 'give a list of lines',
    }),
    [],
  ),
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
  dialPlan: v.exactOptional(dialPlanSchema),
  log: v.optional(logSchema, {}),
  personal: v.optional(personalSchema, {}),
  voicemail: v.exactOptional(voicemailSchema),
  bot: v.exactOptional(botSchema),
  pbx: list(pbxSchema, { says: 'The PBXs of the company.', fix: 'give at least one PBX' }, 1),
});

/** One company after the schema. */
export type TenantFile = v.InferOutput<typeof tenantSchema>;

function isExtension(value: string): boolean {
  return /^[0-9*#+A-Za-z_.@-]{1,64}$/.test(value);
}
