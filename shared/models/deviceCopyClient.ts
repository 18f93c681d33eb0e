// A client that keeps what it reads on this device, and answers from there while the service is away.
import type { ApiClient, CallsQuery } from '#shared/client';
import { callsPageSchema, meSchema, type CallsPage, type Me } from '#shared/contracts';
import { errorTable, toAppError, type ErrorCode } from '#shared/errors';
import type * as v from 'valibot';
import type { DeviceCopy } from './deviceCopy.ts';

/** Rows of the log that are kept: what the first page shows, and a bit. */
const keptRows = 30;
/** The part of the copy that is the profile. */
export const mePart = 'me';
/** The service knows the caller, or whose token it was, no more. */
const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['auth.forbidden', 'auth.invalid', 'auth.missing']);

/** `api`, with profile and first pages of the log also from the copy. */
export function keepCopies(api: ApiClient, copy: DeviceCopy): ApiClient {
  return {
    ...api,
    me: () => orCopy(copy, { part: mePart, schema: meSchema, ask: () => api.me(), lasting: lastingMe }),
    calls: (query, signal) => {
      const ask = (): Promise<CallsPage> => api.calls(query, signal);
      if (!isFirstPage(query)) return ask();
      return orCopy(copy, { part: `log:${query.filter}`, schema: callsPageSchema, ask, lasting: lastingPage });
    },
  };
}

interface Kept<Schema extends v.GenericSchema> {
  readonly part: string;
  readonly schema: Schema;
  readonly ask: () => Promise<v.InferOutput<Schema>>;
  /** What of an answer still holds when it is old. */
  readonly lasting: (answer: v.InferOutput<Schema>) => v.InferOutput<Schema>;
}

async function orCopy<Schema extends v.GenericSchema>(
  copy: DeviceCopy,
  { part, schema, ask, lasting }: Kept<Schema>,
): Promise<v.InferOutput<Schema>> {
  try {
    const answer = await ask();
    copy.keep(part, lasting(answer));
    copy.setShown(part, undefined);
    return answer;
  } catch (fault) {
    const { code } = toAppError(fault);
    if (refusals.has(code)) copy.clear();
    const kept = isAway(code) ? copy.read(part, schema) : undefined;
    if (kept === undefined) throw fault;
    copy.setShown(part, kept.atMs);
    return kept.value;
  }
}

function isAway(code: ErrorCode): boolean {
  return errorTable[code].messageKey === 'error.serviceAway';
}

function isFirstPage({ cursor, text = '', from, to }: CallsQuery): boolean {
  return cursor === undefined && text.trim() === '' && from === undefined && to === undefined;
}

/** States and lamps of yesterday are no news: they are left out, or said to be unknown. */
function lastingMe({ mailboxes: _lamps, sharedLines = [], ...me }: Me): Me {
  return {
    ...me,
    lines: me.lines.map((line) => ({ ...line, state: 'unknown' })),
    presence: 'unknown',
    pbx: 'connecting',
    ...(sharedLines.length > 0 && {
      sharedLines: sharedLines.map((line) => ({ ...line, state: 'unknown' as const, calls: [] })),
    }),
  };
}

/** Older pages are on the service only. */
function lastingPage({ items }: CallsPage): CallsPage {
  return { items: items.slice(0, keptRows) };
}
