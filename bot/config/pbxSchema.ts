// The part of the configuration file that is one PBX: a section for each way in which PBXs are reached.
import * as v from 'valibot';
import { choice, flag, list, pattern, secret, section, text, wholeNumber } from './fields.ts';

const maxSecrets = 2;

const idOf = (example: string) =>
  text(
    { says: 'Short name, kept for ever: it is part of stored calls.', fix: 'give 1 to 32 of a-z, 0-9 and -', example },
    isShortId,
  );
const host = text(
  { says: 'Host name or address.', fix: 'give a host name or address, without a port', example: 'pbx.example.com' },
  isHost,
);

const stateTemplate = (says: string, provider: string, example: string) =>
  v.exactOptional(
    text(
      { says, fix: `write ${provider} and a name with {extension} in it`, example },
      (value) => value.startsWith(provider) && isNameTemplate(value),
    ),
  );
const userStateSchema = section(
  'Where Asterisk is told what a person set in Teams (presence.teamsToPbx). Left out: it cannot be told.',
  {
    presence: stateTemplate(
      'Presence state that says do not disturb.',
      'CustomPresence:',
      "'CustomPresence:{extension}'",
    ),
    device: stateTemplate(
      'Device state that says busy; the only one that knows busy without do not disturb.',
      'Custom:',
      "'Custom:DND{extension}'",
    ),
  },
);

const entryTemplate = (says: string, example: string) =>
  v.exactOptional(
    text(
      { says, fix: 'write family/key with {extension} in it', example },
      (value) => /^[^/].*\/[^/]+$/.test(value) && isNameTemplate(value),
    ),
  );
const forwardingSchema = section(
  "Entries of Asterisk's database that the dial plan reads to forward calls. Left out: no forwarding is set.",
  {
    immediate: entryTemplate('Every call.', "'CF/{extension}'"),
    busy: entryTemplate('Calls that find the line busy.', "'CFB/{extension}'"),
    noAnswer: entryTemplate('Calls that nobody answers.', "'CFU/{extension}'"),
  },
);

const amiSchema = section('A PBX reached by the Asterisk Manager Interface.', {
  id: idOf('main'),
  kind: v.optional(choice('Protocol.', ['ami']), 'ami'),
  host,
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
      isTemplate,
    ),
    'PJSIP/{extension}',
  ),
  originateTimeoutSeconds: v.optional(wholeNumber("How long the user's own phone rings, seconds.", 1, 300), 30),
  deviceExtensionPattern: v.optional(
    pattern('Regular expression over a channel name; its one capture group is the extension.'),
    '^(?:PJSIP|SIP|IAX2|SCCP)/([^-@]+)',
  ),
  pingSeconds: v.optional(wholeNumber('Seconds of silence before the link is tested.', 1, 300), 5),
  userState: v.exactOptional(userStateSchema),
  forwarding: v.exactOptional(forwardingSchema),
});

const sipSchema = section('A PBX whose lines are watched by SIP subscriptions (dialog, message-summary, presence).', {
  id: idOf('branch'),
  kind: choice('Protocol.', ['sip']),
  host,
  port: v.exactOptional(wholeNumber('Port. Left out: 5060, with tls 5061.', 1, 65_535, 5060)),
  transport: v.optional(choice('How SIP travels.', ['udp', 'tcp', 'tls']), 'tcp'),
  domain: text(
    { says: 'SIP domain of the PBX.', fix: 'give a domain, without sip:', example: 'pbx.example.com' },
    isHost,
  ),
  username: text(
    {
      says: 'SIP user that may subscribe.',
      fix: 'give the SIP user, in quotes if it is a number',
      example: 'hookswitch',
    },
    isOneLine,
  ),
  secret: secret('Its password, by reference: { env: NAME } or { file: PATH }.', '{ env: HOOKSWITCH_SIP_SECRET }'),
  aor: v.optional(
    text(
      {
        says: 'Address of a line; {extension} and {domain} are replaced.',
        fix: 'write {extension} where the extension goes',
      },
      isTemplate,
    ),
    'sip:{extension}@{domain}',
  ),
  packages: v.optional(
    list(
      choice('Event package.', ['dialog', 'message-summary', 'presence']),
      { says: 'What is subscribed to for each line.', fix: 'give at least one package' },
      1,
    ),
    ['dialog', 'message-summary'],
  ),
  expiresSeconds: v.optional(wholeNumber('Life of a subscription, seconds; renewed in time.', 60, 7_200), 600),
  subscribesPerSecond: v.optional(wholeNumber('Subscriptions sent in a second, at most.', 1, 1_000), 500),
});

const registerSchema = section('Registration, where the PBX wants one (SystemRegister).', {
  requestSystemStatus: v.optional(flag('Register for questions of the PBX after our own state, too.'), false),
});

const cstaSchema = section('A PBX reached by CSTA III, XML over TCP (ECMA-323).', {
  id: idOf('plant'),
  kind: choice('Protocol.', ['csta']),
  host,
  port: wholeNumber('Port; it differs from make to make.', 1, 65_535, 1040),
  tls: v.optional(flag('Speak TLS.'), false),
  deviceTemplate: v.optional(
    text(
      {
        says: 'How the PBX names the device of a line; {extension} is replaced.',
        fix: 'write {extension} where the extension goes',
      },
      isTemplate,
    ),
    '{extension}',
  ),
  register: v.exactOptional(registerSchema),
  heartbeatSeconds: v.optional(wholeNumber('How often the link is tested, seconds.', 1, 10), 10),
  monitorsPerSecond: v.optional(wholeNumber('Monitors started in a second, at most.', 1, 1_000), 50),
  voicemailDevices: v.optional(
    list(text({ says: 'A device.', fix: 'give the number the PBX knows the device by', example: "'*97'" }, isOneLine), {
      says: 'Numbers by which mailboxes are reached: a call that one of them takes went to voicemail.',
      fix: 'give a list of numbers, each in quotes',
    }),
    [],
  ),
  autoOriginate: v.optional(
    choice('What the own phone does in a call placed from Teams: it asks, or dials at once.', [
      'prompt',
      'doNotPrompt',
    ]),
    'prompt',
  ),
});

const secrets = checkedSecrets(
  'One secret, or two while a new one is brought in, by reference: { env: NAME } or { file: PATH }.',
);

const webhookSchema = section('A PBX whose own software sends signed events (webhook).', {
  id: idOf('cloud'),
  kind: choice('Protocol.', ['webhook']),
  secrets: secrets('{ env: HOOKSWITCH_WEBHOOK_SECRET }'),
  silenceSeconds: v.optional(wholeNumber('Seconds without any event before the PBX counts as lost.', 5, 3_600), 60),
});

const siteSchema = section("A PBX behind a site connector, which runs in the company's network and dials out to us.", {
  id: idOf('office'),
  kind: choice('Protocol.', ['site']),
  secrets: secrets('{ env: HOOKSWITCH_SITE_SECRET }'),
});

/** One PBX of the service; `kind` left out means `ami`. */
export const pbxSchema = byKind('A PBX.', [amiSchema, sipSchema, cstaSchema, webhookSchema, siteSchema]);
/** One PBX after the schema. */
export type PbxFile = v.InferOutput<typeof pbxSchema>;

/** The PBX of a site connector: what can be reached inside a network. */
export const localPbxSchema = byKind('The PBX.', [amiSchema, sipSchema, cstaSchema]);
/** The PBX of a site connector after the schema. */
export type LocalPbxFile = v.InferOutput<typeof localPbxSchema>;

/** One section of several, told apart by `kind`; the first is meant where `kind` is left out. */
function byKind<const Options extends readonly v.GenericSchema[]>(
  says: string,
  options: Options,
): v.GenericSchema<unknown, v.InferOutput<Options[number]>> {
  // Sections hide that they are object schemas; at run time they are.
  const variant = v.variant('kind', options as never) as unknown as v.GenericSchema<
    unknown,
    v.InferOutput<Options[number]>
  >;
  return v.pipe(variant, v.metadata({ says, fix: 'write its settings below it, indented' }));
}

function checkedSecrets(says: string) {
  const fix = `give a list of one or ${maxSecrets} references`;
  return (example: string) =>
    v.pipe(
      list(secret('A secret.', example), { says, fix }, 1),
      v.check((values) => values.length <= maxSecrets),
      v.metadata({ says, fix }),
    );
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

function isTemplate(value: string): boolean {
  return isOneLine(value) && value.includes('{extension}');
}

/** Parentheses and commas would be syntax of a dial plan function. */
function isNameTemplate(value: string): boolean {
  return isTemplate(value) && /^[\w.:/*#+-]+$/.test(value.replaceAll('{extension}', ''));
}
