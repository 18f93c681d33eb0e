// What the HTTP room may ask of the heart, always in the name of a verified caller.
import type { CallFilter, CallsPage, DialAnswer, DialRequest, Me, PeopleAnswer, StreamEvent } from '#shared/contracts';

/** A verified user: both ids come from a checked access token, never from the request. */
export interface Caller {
  readonly tenantId: string;
  readonly userId: string;
  readonly displayName?: string;
}

/** One event for a stream; `id` is set on what can be replayed. */
export interface StreamItem {
  readonly id?: string;
  readonly event: StreamEvent;
}

/** Whether the service can do its work now, part by part, for /readyz. */
export interface Readiness {
  readonly ready: boolean;
  readonly parts: readonly { readonly part: string; readonly ok: boolean; readonly detail?: string }[];
}

/** The heart as the routes see it. Throws coded errors only. */
export interface HeartPort {
  me(caller: Caller): Me;
  calls(caller: Caller, query: { filter: CallFilter; cursor?: string; limit: number }): CallsPage;
  people(caller: Caller, query: { q: string; limit: number }): PeopleAnswer;
  /** Throws `dial.numberInvalid`, `dial.noLine`, `dial.notAllowed`, `pbx.*`. A repeated requestId is not dialled twice. */
  dial(caller: Caller, request: DialRequest): Promise<DialAnswer>;
  /** Calls `listener` at once with a snapshot (after any replay since `lastEventId`), then with every change, until the returned function is called. */
  subscribe(caller: Caller, lastEventId: string | undefined, listener: (item: StreamItem) => void): () => void;
  readiness(): Readiness;
}
