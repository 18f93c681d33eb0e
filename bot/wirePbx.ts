// Builds the PBX connectors of a service: what they tell goes to log and metrics, what they must remember to the store.
import type { PbxConfig, TenantConfig } from '#bot/config';
import type { PbxFacts } from '#bot/bridge';
import type { PbxDoorsPort } from '#bot/http';
import { createConnector, PbxDoors, type PbxObserver, type PbxPort } from '#bot/pbx';
import type { AsyncStorePort, OpenCallRow } from '#bot/store';
import type { LoggerPort, MetricsPort } from '#bot/telemetry';
import { AppError } from '#shared/errors';
import { PbxGates, withHooks } from './pbxGates.ts';
import { PbxLedger } from './pbxLedger.ts';

/** Who writes what a connector tells: the heart of its tenant. */
export interface TurnPen {
  /**
   * Puts a row into the transaction of the turn that follows, in place of one noted before: a `kill -9` leaves the position of a
   * site and the turn of its events, or neither.
   */
  note(row: OpenCallRow): void;
  /** Resolves when everything told so far is on disk. Rejects with `store.*` when it is not. */
  written(): Promise<void>;
}

/** The connectors' side of the service. */
export interface PbxWiring {
  /** Gives the connectors of a tenant its pen. */
  attach(tenantId: string, pen: TurnPen): void;
  /** Of the connectors that run. */
  readonly doors: PbxDoorsPort;
  /** A connector, not started; nothing outside it changes before it is. */
  pbxFor(pbx: PbxConfig, tenant: TenantConfig): PbxPort;
  pbxFacts(tenantId: string, pbxId: string): PbxFacts | undefined;
}

/** Wires connectors to `store`; `ca` is PEM. */
export function wirePbx(
  store: Pick<AsyncStorePort, 'openCalls'>,
  around: { readonly logger: LoggerPort; readonly metrics: MetricsPort; readonly ca?: string },
): PbxWiring {
  const pens = new Pens();
  const gates = new PbxGates();
  const ledger = new PbxLedger(Date.now);
  const observer = observePbx(around.logger, around.metrics);
  return {
    attach: (tenantId, pen) => {
      pens.attach(tenantId, pen);
    },
    doors: gates.doors,
    pbxFacts: (tenantId, pbxId) => ledger.factsOf(tenantId, pbxId),
    pbxFor: (pbx, { id: tenantId }) => {
      const doors = new PbxDoors();
      const gate = gates.hooks(pbx.kind, pbx.id, doors);
      const connector = createConnector(pbx, {
        observer: ledger.observe(tenantId, observer),
        doors,
        ...(around.ca === undefined ? {} : { ca: around.ca }),
        written: async () => pens.of(tenantId).written(),
        positionOf: (pbxId) => ({
          kept: async () => (await store.openCalls(tenantId, positionKey(pbxId)))[0]?.body ?? undefined,
          keep: (text) => {
            pens.of(tenantId).note({ pbxId: positionKey(pbxId), globalCallId: 'position', body: text });
          },
        }),
        now: Date.now,
        random: Math.random,
      });
      return withHooks(connector, {
        onStart: () => {
          ledger.begin(tenantId, pbx.id, pbx.kind);
          gate.onStart();
        },
        onStop: gate.onStop,
      });
    },
  };
}

/** Tells log and metrics what connectors observe. */
export function observePbx(logger: LoggerPort, metrics: MetricsPort): PbxObserver {
  return {
    onEvents: (pbxId, events) => {
      for (const event of events) metrics.pbxEvent(pbxId, event.kind);
    },
    onFault: (pbxId, fault) => {
      metrics.pbxFault(pbxId, fault.code);
      logger.warn('pbx.fault', { pbxId, code: fault.code, reason: fault.message, ...fault.facts });
    },
    onLink: (pbxId, up) => {
      metrics.pbxLink(pbxId, up);
    },
    onRetry: (pbxId, delayMs) => {
      metrics.pbxReconnect(pbxId);
      logger.info('pbx.retry', { pbxId, delayMs });
    },
  };
}

/** A PBX id of the configuration has no colon, so the heart never asks for this one. */
function positionKey(pbxId: string): string {
  return `site:${pbxId}`;
}

/** The pens of the tenants' hearts; a connector speaks only while its heart runs. */
class Pens {
  private readonly pens = new Map<string, TurnPen>();

  attach(tenantId: string, pen: TurnPen): void {
    this.pens.set(tenantId, pen);
  }

  of(tenantId: string): TurnPen {
    const pen = this.pens.get(tenantId);
    if (pen === undefined) throw new AppError('store.unavailable', 'nobody writes the turns of the tenant');
    return pen;
  }
}
