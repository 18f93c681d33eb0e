// GraphPort over HTTP for one tenant: presence sessions, seen presence, and the directory's users.
import { createDispatcher, type OutboundOptions } from './createDispatcher.ts';
import { createMsalAcquire } from './createMsalAcquire.ts';
import { createTokenSource } from './createTokenSource.ts';
import { createWire } from './createWire.ts';
import type { GraphPort } from './GraphPort.ts';
import { listUsers } from './listUsers.ts';
import { readPresences } from './readPresences.ts';
import { reported, type GraphReporter } from './reportRequest.ts';
import { writePresence } from './writePresence.ts';
import { writePresences } from './writePresences.ts';

/** One tenant at Graph: where, as whom, and how many sockets. `authority` ends with the tenant's id. */
export interface GraphTenant {
  readonly tenantId: string;
  /** e.g. https://graph.microsoft.com/v1.0 */
  readonly baseUrl: string;
  readonly authority: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeoutMs: number;
  readonly connections: number;
}

/** The client's tenant, its way out, and who is told; `now` is milliseconds since the epoch. */
export interface GraphClientOptions {
  readonly tenant: GraphTenant;
  readonly outbound?: OutboundOptions;
  readonly now?: () => number;
  readonly onRequest?: GraphReporter;
  /** Entries of a page of users that were no users. */
  readonly onUsersSkipped?: (count: number) => void;
}

/** A client that opens no socket before its first call. */
export function createGraphClient(options: GraphClientOptions): GraphPort {
  const { tenant, now = Date.now, onRequest: report = () => undefined } = options;
  const { clientId, timeoutMs } = tenant;
  const dispatcher = createDispatcher(options.outbound ?? {}, tenant);
  const base = new URL(`${tenant.baseUrl.replace(/\/+$/, '')}/`);
  const acquire = createMsalAcquire(dispatcher, { ...tenant, scope: `${base.origin}/.default`, now });
  const tokens = createTokenSource(() => reported('token', report, acquire), now);
  const wire = createWire({ dispatcher, tokens, base, timeoutMs, now, report });
  return {
    setPresence: (userId, session, minutes) => writePresence(wire, clientId, { userId, session, minutes }),
    clearPresence: (userId) => writePresence(wire, clientId, { userId, session: null, minutes: 0 }),
    writePresences: (writes) => writePresences(wire, clientId, writes),
    readPresences: (userIds) => readPresences(wire, userIds),
    listUsers: () => listUsers(wire, options.onUsersSkipped ?? (() => undefined)),
    // Destroyed, not closed: whoever stops has already awaited what matters, and a hanging Graph must not hold the exit.
    stop: () => dispatcher.destroy(),
  };
}
