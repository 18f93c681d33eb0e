// The connector for PBXs whose own software tells normalised events by signed HTTP requests.
import { createHash } from 'node:crypto';
import type { WebhookEventWire, WebhookReceipt } from '#shared/contracts';
import type { LinkEvent, PbxEvent } from '#shared/domain/call';
import { AppError } from '#shared/errors';
import type { PbxObserver } from '../PbxObserver.ts';
import type { PbxCapabilities, PbxPort, PbxSink } from '../PbxPort.ts';
import { fromWire } from '../wireEvents.ts';
import { parseDelivery } from './parse.ts';
import { RecentIds } from './recentIds.ts';
import { verifySignature } from './verify.ts';

/*
 *  silent ──valid delivery──▶ up ──silenceSeconds without one──▶ silent          stop: any ──▶ stopped
 */

/** One sender, as the configuration describes it. */
export interface WebhookOptions {
  readonly id: string;
  /** One, or two while a new one is brought in. */
  readonly secrets: readonly string[];
  readonly silenceSeconds: number;
  readonly observer: PbxObserver;
  /** Resolves when everything handed to the sink is on disk. Throws `store.*` when it is not. */
  readonly written: () => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A request as it arrived, nothing of it believed. */
export interface Delivery {
  readonly signature: string | undefined;
  readonly body: Buffer;
}

const msPerSecond = 1_000;

/** The connector and its ear. A restart forgets the ids seen: what comes again then is told to the heart again. */
export class WebhookConnector implements PbxPort {
  readonly pbxId: string;
  readonly capabilities: PbxCapabilities = {
    hasRemoteParty: true,
    hasCallId: true,
    hasTransferInfo: true,
    makeCall: false,
    messageWaiting: true,
    tellUserStates: [],
    setForwarding: false,
  };
  private readonly options: WebhookOptions;
  private readonly now: () => number;
  private readonly seen = new RecentIds();
  private sink: PbxSink | undefined;
  private lastSequence: number | undefined;
  private silenceTimer: NodeJS.Timeout | undefined;
  private linkCount = 0;

  constructor(options: WebhookOptions) {
    this.options = options;
    this.pbxId = options.id;
    this.now = options.now ?? Date.now;
  }

  start(sink: PbxSink): void {
    this.sink = sink;
  }

  /**
   * Takes one request; resolves once its events are on disk. Throws `pbx.signatureInvalid` (facts.reason), `input.invalid`
   * (facts.paths), `service.unavailable` and `store.*` (send it again).
   */
  async receive(delivery: Delivery): Promise<WebhookReceipt> {
    const refusal = verifySignature(delivery.signature, delivery.body, this.options.secrets, this.now());
    if (refusal !== undefined) throw this.refused(refusal);
    if (this.sink === undefined) throw new AppError('service.unavailable', 'the connector is not started');
    const events = parseDelivery(delivery.body);
    const fresh = this.freshOf(events);
    this.hand(fresh, this.sink);
    await this.options.written();
    return { accepted: fresh.length, duplicates: events.length - fresh.length };
  }

  /** Senders tell what they like. */
  watch(): void {
    return;
  }

  makeCall(): Promise<void> {
    return Promise.reject(new AppError('pbx.refused', 'this PBX takes no orders'));
  }

  setUserState(): Promise<void> {
    return Promise.reject(new AppError('pbx.refused', 'this PBX is not told the states of people'));
  }

  setForwarding(): Promise<void> {
    return Promise.reject(new AppError('pbx.refused', 'this PBX is not told where calls go'));
  }

  stop(): Promise<void> {
    clearTimeout(this.silenceTimer);
    this.sink = undefined;
    return Promise.resolve();
  }

  private refused(reason: string): AppError {
    const fault = new AppError('pbx.signatureInvalid', `delivery refused: ${reason}`, { facts: { reason } });
    this.options.observer.onFault(this.pbxId, fault);
    return fault;
  }

  private freshOf(events: readonly WebhookEventWire[]): readonly WebhookEventWire[] {
    const inBody = new Set<string>();
    return events.filter(({ eventId }) => {
      const isKnown = inBody.has(eventId) || this.seen.has(idKey(eventId));
      inBody.add(eventId);
      return !isKnown;
    });
  }

  /** One turn: the events and, when it was silent before, the link. Ids are noted after the heart has them. */
  private hand(fresh: readonly WebhookEventWire[], sink: PbxSink): void {
    const receivedAt = this.now();
    const events: PbxEvent[] = [];
    for (const wire of fresh) {
      this.noteSequence(wire.sequence);
      if (wire.kind !== 'heartbeat') events.push(fromWire(wire, this.pbxId, receivedAt));
    }
    if (this.silenceTimer === undefined) events.push(this.link(true, receivedAt));
    this.listen(sink);
    if (events.length > 0) {
      this.options.observer.onEvents(this.pbxId, events);
      sink(events);
    }
    for (const { eventId } of fresh) this.seen.add(idKey(eventId));
  }

  /** A lower number is a late delivery, or a sender that counts from the start again: 0 and 1 say so. */
  private noteSequence(sequence: number | undefined): void {
    if (sequence === undefined) return;
    const last = this.lastSequence;
    if (last !== undefined && sequence > last + 1) {
      const facts = { missing: sequence - last - 1 };
      this.options.observer.onFault(this.pbxId, new AppError('pbx.gap', 'events of the sender are missing', { facts }));
    }
    if (last === undefined || sequence > last || sequence <= 1) this.lastSequence = sequence;
  }

  private listen(sink: PbxSink): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => {
      this.silenceTimer = undefined;
      this.options.observer.onFault(this.pbxId, new AppError('pbx.timeout', 'the sender fell silent'));
      sink([this.link(false, this.now())]);
    }, this.options.silenceSeconds * msPerSecond);
    this.silenceTimer.unref();
  }

  private link(up: boolean, at: number): LinkEvent {
    this.linkCount += 1;
    this.options.observer.onLink(this.pbxId, up);
    const eventId = `${this.pbxId}:link:${at}:${this.linkCount}`;
    return { kind: 'link', eventId, pbxId: this.pbxId, occurredAt: at, receivedAt: at, up };
  }
}

/** Ids may be long: the first half of a hash takes 22 characters each. */
function idKey(eventId: string): string {
  return createHash('sha256').update(eventId).digest('base64url').slice(0, 22);
}
