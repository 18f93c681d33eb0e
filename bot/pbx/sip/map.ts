// Turns the documents of NOTIFYs into normalised events; keeps the calls it needs to know for that, does no I/O.
import type { PbxEvent } from '#shared/domain/call';
import { parseDialogInfo } from './dialogInfo.ts';
import { addressParts } from './headerValue.ts';
import { MapContext } from './mapContext.ts';
import { DeviceDialogs, type PbxMemory } from './mapDialogs.ts';
import { parseMessageSummary, type MessageSummary } from './messageSummary.ts';
import { documentsOf, mediaType } from './multipart.ts';
import { parsePidf, userStateOf } from './pidf.ts';
import type { EventPackage } from './subscription.ts';

/** What an event can hold; nobody listens to so many. */
const mostMessages = 1_000_000;

/** The subscription a NOTIFY belongs to. */
export interface DocumentSource {
  readonly deviceId: string;
  readonly eventPackage: EventPackage;
}

/** The events, and whether something was missed that only the whole state can make good. */
export interface Mapped {
  readonly events: readonly PbxEvent[];
  readonly isIncomplete: boolean;
}

/** One mapper per PBX, alive across reconnects. */
export class SipMapper {
  private readonly context: MapContext;
  private readonly dialogs = new Map<string, DeviceDialogs>();
  private readonly memory: PbxMemory = { answered: new Map(), listsEnded: false };
  /** Last told user state and mailbox by package and device, so that only changes become events. */
  private readonly facts = new Map<string, string>();

  private hasNamedCalls = false;

  constructor(pbxId: string, isDevice: (deviceId: string) => boolean) {
    this.context = new MapContext(pbxId, isDevice);
  }

  /** True once a document has named a call by its Call-ID. */
  get namesCalls(): boolean {
    return this.hasNamedCalls;
  }

  /** The events of one NOTIFY; `isFirst` in its subscription. A body that cannot be read tells nothing. `receivedAt` in ms. */
  map(source: DocumentSource, contentType: string, body: string, isFirst: boolean, receivedAt: number): Mapped {
    this.context.begin(receivedAt);
    const documents = documentsOf(contentType, body);
    const isList = mediaType(contentType).startsWith('multipart/');
    let isIncomplete = false;
    // No body at all: nothing is known, which for a line means that it is idle (spec pbx A.2.1).
    if (documents.length === 0 && body.trim() === '') this.onNothing(source, isFirst);
    for (const { contentType: type, text } of documents) {
      if (type === 'application/rlmi+xml') continue;
      const from = isList ? this.memberOf(source, text) : source;
      if (this.onDocument(from, text, isFirst) === 'gap') isIncomplete = true;
    }
    return { events: this.context.take(), isIncomplete };
  }

  /** Nothing will be told of this device and package for now. */
  silent({ deviceId, eventPackage }: DocumentSource, receivedAt: number): readonly PbxEvent[] {
    this.context.begin(receivedAt);
    if (eventPackage === 'dialog') this.dialogsOf(deviceId).fallSilent(this.context);
    if (eventPackage === 'presence') this.forgetUserState(deviceId);
    return this.context.take();
  }

  /** The device is not watched any more. */
  drop(deviceId: string): void {
    this.dialogs.delete(deviceId);
    this.facts.delete(`presence|${deviceId}`);
    this.facts.delete(`mailbox|${deviceId}`);
  }

  /** All calls that stand. */
  snapshot(receivedAt: number): readonly PbxEvent[] {
    this.context.begin(receivedAt);
    const liveConnectionIds = [...this.dialogs.values()].flatMap((dialogs) => dialogs.live);
    this.context.emit({ kind: 'snapshot', liveConnectionIds });
    return this.context.take();
  }

  /** The link went up or down. */
  link(up: boolean, receivedAt: number): readonly PbxEvent[] {
    this.context.begin(receivedAt);
    this.context.emit({ kind: 'link', up });
    return this.context.take();
  }

  private onNothing({ deviceId, eventPackage }: DocumentSource, isFirst: boolean): void {
    if (eventPackage === 'dialog')
      this.dialogsOf(deviceId).take(this.context, { isPartial: false, dialogs: [] }, isFirst);
    if (eventPackage === 'presence') this.forgetUserState(deviceId);
  }

  private onDocument(source: DocumentSource, text: string, isFirst: boolean): 'gap' | undefined {
    const { deviceId, eventPackage } = source;
    if (eventPackage === 'message-summary') {
      const summary = parseMessageSummary(text);
      if (summary !== null) this.onSummary(deviceId, summary, isFirst);
      return undefined;
    }
    if (eventPackage === 'presence') {
      const presence = parsePidf(text);
      if (presence === null) return undefined;
      this.tellUserState(deviceId, userStateOf(presence), isFirst);
      return undefined;
    }
    const info = parseDialogInfo(text);
    if (info === null) return undefined;
    this.hasNamedCalls ||= info.dialogs.some((dialog) => dialog.callId !== undefined);
    const verdict = this.dialogsOf(deviceId).take(this.context, info, isFirst);
    return verdict === 'gap' ? 'gap' : undefined;
  }

  /** A document in a list names its member; one for a single device is that device's, whatever alias its entity is. */
  private memberOf(list: DocumentSource, text: string): DocumentSource {
    const entity = parseDialogInfo(text)?.entity ?? parsePidf(text)?.entity ?? parseMessageSummary(text)?.account;
    const user = addressParts(entity ?? '')?.user;
    return user !== undefined && this.context.isDevice(user) ? { ...list, deviceId: user } : list;
  }

  private dialogsOf(deviceId: string): DeviceDialogs {
    const known = this.dialogs.get(deviceId);
    if (known !== undefined) return known;
    const made = new DeviceDialogs(deviceId, this.memory);
    this.dialogs.set(deviceId, made);
    return made;
  }

  private onSummary(deviceId: string, summary: MessageSummary, isFirst: boolean): void {
    const { newMessages = 0, oldMessages = 0, newUrgent, oldUrgent } = summary.voice ?? {};
    if (!this.isNews(`mailbox|${deviceId}`, JSON.stringify(summary), isFirst)) return;
    this.context.emit({
      kind: 'messageWaiting',
      deviceId,
      waiting: summary.isWaiting,
      newMessages: Math.min(newMessages, mostMessages),
      oldMessages: Math.min(oldMessages, mostMessages),
      ...(newUrgent === undefined ? {} : { newUrgent: Math.min(newUrgent, mostMessages) }),
      ...(oldUrgent === undefined ? {} : { oldUrgent: Math.min(oldUrgent, mostMessages) }),
      hasCounts: summary.voice !== undefined,
    });
  }

  private tellUserState(deviceId: string, state: ReturnType<typeof userStateOf>, isFirst: boolean): void {
    if (this.isNews(`presence|${deviceId}`, state, isFirst)) this.context.emit({ kind: 'userState', deviceId, state });
  }

  private forgetUserState(deviceId: string): void {
    if (this.facts.has(`presence|${deviceId}`)) this.tellUserState(deviceId, 'unknown', false);
  }

  private isNews(key: string, fact: string, isFirst: boolean): boolean {
    const isNew = isFirst || this.facts.get(key) !== fact;
    this.facts.set(key, fact);
    return isNew;
  }
}
