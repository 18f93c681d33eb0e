// GraphPort over HTTP for one tenant: presence, the directory, and what people let us read in their own name.
import { createDispatcher, type OutboundOptions } from './createDispatcher.ts';
import { createMsalAcquire } from './createMsalAcquire.ts';
import { createOnBehalfTokens } from './createOnBehalfTokens.ts';
import { createTokenSource } from './createTokenSource.ts';
import { createWire } from './createWire.ts';
import type { GraphPort } from './GraphPort.ts';
import { readCalendar } from './readCalendar.ts';
import { readContacts } from './readContacts.ts';
import { readPresences } from './readPresences.ts';
import { readUserChanges } from './readUserChanges.ts';
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
  /** Entries of a page of the directory that were no users. */
  readonly onUsersSkipped?: (count: number) => void;
}

/** A client that opens no socket before its first call. */
export function createGraphClient(options: GraphClientOptions): GraphPort {
  const { tenant, now = Date.now, onRequest: report = () => undefined } = options;
  const { clientId, timeoutMs } = tenant;
  const dispatcher = createDispatcher(options.outbound ?? {}, tenant);
  const base = new URL(`${tenant.baseUrl.replace(/\/+$/, '')}/`);
  const acquire = createMsalAcquire(dispatcher, { ...tenant, scope: `${base.origin}/.default`, now });
  const tokens = createTokenSource(() => reported('token', report, acquire.forApp), now);
  const common = { dispatcher, base, timeoutMs, now, report };
  const wire = createWire({ ...common, tokens });
  const onBehalf = createOnBehalfTokens(
    (assertion, scope) => reported('tokenOnBehalf', report, () => acquire.onBehalf(assertion, scope)),
    now,
  );
  const person = { ...common, onBehalf };
  return {
    setPresence: (userId, session, minutes) => writePresence(wire, clientId, { userId, session, minutes }),
    clearPresence: (userId) => writePresence(wire, clientId, { userId, session: null, minutes: 0 }),
    writePresences: (writes) => writePresences(wire, clientId, writes),
    readPresences: (userIds) => readPresences(wire, userIds),
    userChanges: (position) => readUserChanges(wire, position, options.onUsersSkipped ?? (() => undefined)),
    readCalendar: (assertion, range) => readCalendar(person, assertion, range),
    readContacts: (assertion) => readContacts(person, assertion),
    // Destroyed, not closed: whoever stops has already awaited what matters, and a hanging Graph must not hold the exit.
    stop: () => dispatcher.destroy(),
  };
}
