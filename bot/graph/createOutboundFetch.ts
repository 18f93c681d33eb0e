// A `fetch` that goes the same way out as Graph: our certificate authority, our proxy, our timeouts. For libraries that take one.
import { fetch as undiciFetch } from 'undici';
import { createDispatcher, type OutboundOptions } from './createDispatcher.ts';

const connections = 8;

/** A `fetch` and the way to let its sockets go. */
export interface OutboundFetch {
  readonly fetch: typeof fetch;
  stop(): Promise<void>;
}

/** `timeoutMs` bounds each phase of a request: connecting, headers, body. */
export function createOutboundFetch(outbound: OutboundOptions, timeoutMs: number): OutboundFetch {
  const dispatcher = createDispatcher(outbound, { connections, timeoutMs });
  // undici's types and the platform's are the same functions seen by two declarations.
  const way = undiciFetch as unknown as (input: unknown, init?: unknown) => Promise<Response>;
  return {
    fetch: (input, init) => way(input, { ...init, dispatcher }),
    stop: () => dispatcher.destroy(),
  };
}
