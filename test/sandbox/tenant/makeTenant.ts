// Makes a fictional Microsoft 365 tenant: same options, same people and ids, in every process.
import { createHash } from 'node:crypto';
import { fictionalPerson } from './names.ts';

const firstDemoExtension = 2000;
const captureExtensions = ['101', '102', '103', '104', '105', '106'];
/** One French block reserved for fiction; the extension is the tail of the number. */
const businessPrefix = '+3319900';
const mobilePrefix = '+12025550';
const mobilesAvailable = 100;

/** Finds the extension of a sandbox business phone: `+33199002014` -> 2014, `+33199000101` -> 101. */
export const sandboxExtensionPattern = '^\\+33199000?([1-9]\\d{2,5})$';

/** A user as the sandbox's directory keeps it. */
export interface SandboxUser {
  readonly id: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly userPrincipalName: string;
  readonly mail: string;
  readonly jobTitle: string;
  readonly department: string;
  readonly officeLocation: string | null;
  readonly preferredLanguage: string;
  readonly businessPhones: readonly string[];
  readonly mobilePhone: string | null;
  readonly accountEnabled: boolean;
  /** Not a Graph property: the phone of this user on the sandbox PBX. */
  readonly extension: string;
}

/** An app registration: who may ask for tokens in its own name. */
export interface SandboxRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A tenant with the registrations of our application; its own is the API people sign in to, and a client that calls Graph. */
export interface SandboxTenant extends SandboxRegistration {
  readonly id: string;
  readonly name: string;
  /** Further clients that may call Graph, each with a quota of its own. */
  readonly moreRegistrations: readonly SandboxRegistration[];
  readonly users: readonly SandboxUser[];
  /** By object id, user principal name or mail. */
  find(key: string): SandboxUser | undefined;
  byExtension(extension: string): SandboxUser | undefined;
}

/** How many people, and which. */
export interface TenantOptions {
  readonly users: number;
  /** @default 'hookswitch' */
  readonly seed?: string;
  /** Of these, how many (the last ones) are disabled accounts. @default 0 */
  readonly disabled?: number;
  /** App registrations that may call Graph. @default 1 */
  readonly registrations?: number;
}

/** A GUID of version 4 shape that depends on its label only. */
export function guidOf(label: string): string {
  const hex = createHash('sha256').update(label).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Extension of user number `index`: 2000 to 9999, then 10000 onward. */
function extensionOf(index: number): string {
  return String(firstDemoExtension + index);
}

function makeUser(seed: string, index: number, extension: string, accountEnabled: boolean): SandboxUser {
  const person = fictionalPerson(index);
  const address = `${person.mailbox}@example.com`;
  const mobileIndex = index % 3 === 0 ? index / 3 : mobilesAvailable;
  return {
    id: guidOf(`${seed}/user/${extension}`),
    displayName: person.displayName,
    givenName: person.givenName,
    surname: person.surname,
    userPrincipalName: address,
    mail: address,
    jobTitle: person.jobTitle,
    department: person.department,
    officeLocation: `Desk ${extension}`,
    preferredLanguage: index % 2 === 0 ? 'en-GB' : 'fr-FR',
    businessPhones: [businessPrefix + extension.padStart(4, '0')],
    mobilePhone: mobileIndex < mobilesAvailable ? mobilePrefix + String(100 + mobileIndex) : null,
    accountEnabled,
    extension,
  };
}

/** The first is named as it was when there was but one. */
function makeRegistration(seed: string, index: number): SandboxRegistration {
  const number = index === 0 ? '' : `/${String(index + 1)}`;
  return {
    clientId: guidOf(`${seed}/application${number}`),
    clientSecret: `sandbox-secret-${guidOf(`${seed}/secret${number}`).slice(0, 8)}`,
  };
}

function tenantOf(seed: string, name: string, users: readonly SandboxUser[], registrations = 1): SandboxTenant {
  const byKey = new Map<string, SandboxUser>();
  const byExtension = new Map<string, SandboxUser>();
  for (const user of users) {
    byExtension.set(user.extension, user);
    byKey.set(user.id, user);
    byKey.set(user.userPrincipalName, user);
  }
  return {
    id: guidOf(`${seed}/tenant`),
    name,
    ...makeRegistration(seed, 0),
    moreRegistrations: Array.from({ length: registrations - 1 }, (_, index) => makeRegistration(seed, index + 1)),
    users,
    find: (key) => byKey.get(key) ?? byKey.get(key.toLowerCase()),
    byExtension: (extension) => byExtension.get(extension),
  };
}

/** The demo and bench tenant: user i has extension 2000 + i. */
export function makeTenant(options: TenantOptions): SandboxTenant {
  const seed = options.seed ?? 'hookswitch';
  const enabled = options.users - (options.disabled ?? 0);
  const users = Array.from({ length: options.users }, (_, index) =>
    makeUser(seed, index, extensionOf(index), index < enabled),
  );
  return tenantOf(seed, 'Example Company', users, options.registrations);
}

/** The tenant whose people own the phones 101 to 106 of the recorded Asterisk streams. */
export function captureTenant(seed = 'captures'): SandboxTenant {
  const users = captureExtensions.map((extension, index) => makeUser(seed, index, extension, true));
  return tenantOf(seed, 'Capture Company', users);
}
