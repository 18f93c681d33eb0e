// Remembers what the PBXs tell of phones beside calls and presence: the lamps of mailboxes, and where calls are forwarded to.
import type { Mailbox, PhoneLine } from '#shared/contracts';
import type { ForwardingEvent, ForwardingType, MessageWaitingEvent, UserStateEvent } from '#shared/domain/call';
import type { PbxUserState } from '#shared/domain/presence';
import { deviceKey } from './callBook.ts';
import type { LinePlace } from './lineBook.ts';

/** A mailbox without the line it belongs to. */
export type MailboxState = Omit<Mailbox, 'extension'>;
/** A forwarding that is on. */
export type Forwarding = PhoneLine['forwarding'][number];

/** What a PBX may make us remember. */
const mostDevices = 200_000;
const longestTarget = 256;
const wireTypes = { immediate: 'immediate', busy: 'busy', noAnswer: 'noAns' } as const satisfies Readonly<
  Record<ForwardingType, Forwarding['type']>
>;

/** Facts of one tenant. They outlive a lost link: the PBX tells them again when it is back. */
export class PhoneFacts {
  private readonly mailboxes = new Map<string, MailboxState>();
  /** As each phone has said last, whoever set it. */
  private readonly userStates = new Map<string, PbxUserState>();
  private readonly forwardings = new Map<string, Map<ForwardingType, string>>();

  /** True when it is news. */
  noteMailbox(event: MessageWaitingEvent): boolean {
    const key = deviceKey(event.pbxId, event.deviceId);
    const before = this.mailboxes.get(key);
    const after = mailboxOf(event);
    if (before === undefined && this.mailboxes.size >= mostDevices) return false;
    this.mailboxes.set(key, after);
    return before === undefined || !isSame(before, after);
  }

  /** True when it is news: what it means, the lines know. */
  noteUserState({ pbxId, deviceId, state }: UserStateEvent): boolean {
    const key = deviceKey(pbxId, deviceId);
    const before = this.userStates.get(key);
    if (before === state || (before === undefined && this.userStates.size >= mostDevices)) return false;
    this.userStates.set(key, state);
    return true;
  }

  /** True when it is news. */
  noteForwarding({ pbxId, deviceId, forwardingType, isOn, forwardTo = '' }: ForwardingEvent): boolean {
    const key = deviceKey(pbxId, deviceId);
    const own = this.forwardings.get(key) ?? new Map<ForwardingType, string>();
    const before = own.get(forwardingType);
    const after = isOn ? forwardTo.slice(0, longestTarget) : undefined;
    if (before === after) return false;
    if (own.size === 0 && this.forwardings.size >= mostDevices) return false;
    if (after === undefined) own.delete(forwardingType);
    else own.set(forwardingType, after);
    if (own.size === 0) this.forwardings.delete(key);
    else this.forwardings.set(key, own);
    return true;
  }

  mailbox({ pbxId, extension }: LinePlace): MailboxState | undefined {
    return this.mailboxes.get(deviceKey(pbxId, extension));
  }

  /** What is on; a target that the PBX does not name is an empty text. */
  forwarding({ pbxId, extension }: LinePlace): readonly Forwarding[] {
    const own = this.forwardings.get(deviceKey(pbxId, extension)) ?? [];
    return [...own].map(([type, to]) => ({ type: wireTypes[type], to }));
  }

  /** Forgets a PBX: it is gone, or another one has come under its name. */
  forget(pbxId: string): void {
    const prefix = deviceKey(pbxId, '');
    for (const facts of [this.mailboxes, this.userStates, this.forwardings])
      for (const key of facts.keys()) if (key.startsWith(prefix)) facts.delete(key);
  }
}

/** A PBX that only lights the lamp tells no counts. */
function mailboxOf(event: MessageWaitingEvent): MailboxState {
  const { waiting: isWaiting, newMessages, oldMessages, newUrgent, oldUrgent, hasCounts = true } = event;
  if (!hasCounts) return { isWaiting };
  return {
    isWaiting,
    newMessages,
    oldMessages,
    ...(newUrgent === undefined ? {} : { urgentNew: newUrgent }),
    ...(oldUrgent === undefined ? {} : { urgentOld: oldUrgent }),
  };
}

function isSame(one: MailboxState, other: MailboxState): boolean {
  return (
    one.isWaiting === other.isWaiting &&
    one.newMessages === other.newMessages &&
    one.oldMessages === other.oldMessages &&
    one.urgentNew === other.urgentNew &&
    one.urgentOld === other.urgentOld
  );
}
