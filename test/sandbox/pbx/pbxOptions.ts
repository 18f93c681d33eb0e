// What the sandbox PBX can be told at start, with its defaults.
import type { GroupSpec, PhoneSpec } from './phoneBook.ts';

/** A row of phones to make up. */
export interface PhoneRow {
  readonly count: number;
  /** Extension of the first phone. @default 2000 */
  readonly first?: number;
  /** Names by place in the row. @default "User <extension>" */
  readonly nameOf?: (extension: string, index: number) => string;
}

/** Options of `startSandboxPbx`; times in milliseconds. */
export interface SandboxPbxOptions {
  readonly phones: PhoneRow | readonly PhoneSpec[];
  /** AMI port. @default 0: chosen by the system */
  readonly port?: number;
  /** HTTP control port, or false for none. @default 0 */
  readonly controlPort?: number | false;
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** AMI over TLS, as PEM. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** @default hookswitch */
  readonly username?: string;
  /** @default sandbox-secret */
  readonly secret?: string;
  /** `light`: classes call, agent, user, no CEL. `full`: everything an unrestricted account hears. @default light */
  readonly profile?: 'light' | 'full';
  /** Actions the account may not use, e.g. `Originate`. @default none */
  readonly forbidden?: readonly string[];
  /** Dial plan context of the phones. @default from-internal */
  readonly context?: string;
  /** @default 1201 and 1202 with the first phones */
  readonly ringGroups?: readonly GroupSpec[];
  /** @default 600 "support" with the first phones */
  readonly queues?: readonly GroupSpec[];
  /** The phone rung by Originate is lifted after so long; null: never. @default 800 */
  readonly originatePickUpAfterMs?: number | null;
  /** A ringing phone that nobody touches goes to voicemail. @default 30000 */
  readonly noAnswerMs?: number;
  /** The message left then. @default 4000 */
  readonly voicemailMs?: number;
  /** A dialled outside number answers. @default 2000 */
  readonly outsideAnswersMs?: number;
  /** No call lasts longer. @default one hour */
  readonly longestCallMs?: number;
}

/** The phones `options` ask for. */
export function phoneSpecs(phones: SandboxPbxOptions['phones']): readonly PhoneSpec[] {
  if (!('count' in phones)) return phones;
  const first = phones.first ?? 2000;
  const nameOf = phones.nameOf ?? ((extension: string) => `User ${extension}`);
  return Array.from({ length: phones.count }, (_, index) => {
    const extension = String(first + index);
    return { extension, name: nameOf(extension, index) };
  });
}

/** Two ring groups of two phones each, as far as there are phones. */
export function defaultRingGroups(phones: readonly PhoneSpec[]): readonly GroupSpec[] {
  return [
    { extension: '1201', name: 'Front desk', members: extensionsOf(phones.slice(1, 3)) },
    { extension: '1202', name: 'Back office', members: extensionsOf(phones.slice(3, 5)) },
  ].filter((group) => group.members.length > 0);
}

/** The queue of the recordings. */
export function defaultQueues(phones: readonly PhoneSpec[]): readonly GroupSpec[] {
  const members = extensionsOf(phones.slice(1, 3));
  return members.length > 0 ? [{ extension: '600', name: 'support', members }] : [];
}

function extensionsOf(phones: readonly PhoneSpec[]): readonly string[] {
  return phones.map((phone) => phone.extension);
}
