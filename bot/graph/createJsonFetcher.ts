// Fetches small public JSON documents (signing keys) over the same way out as Graph.
import { createDispatcher, type OutboundOptions } from './createDispatcher.ts';
import { exchange } from './exchange.ts';
import { answerFault, unreadableFault } from './graphFaults.ts';

const maxBytes = 512 * 1024;
const connections = 2;

/** A fetcher of JSON documents and the way to let its sockets go. */
export interface JsonFetcher {
  /** The parsed body of `url`. Throws the network codes of GraphPort. */
  fetchJson(url: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** `timeoutMs` bounds one fetch from connecting to the last byte. */
export function createJsonFetcher(outbound: OutboundOptions, timeoutMs: number): JsonFetcher {
  const dispatcher = createDispatcher(outbound, { connections, timeoutMs });
  return {
    async fetchJson(url) {
      const headers = { accept: 'application/json' };
      const answer = await exchange(dispatcher, { op: 'fetchJson', method: 'GET', url, headers, timeoutMs, maxBytes });
      if (answer.status !== 200) throw answerFault('fetchJson', answer, Date.now());
      try {
        const body: unknown = JSON.parse(answer.text);
        return body;
      } catch (cause) {
        throw unreadableFault('fetchJson', 'not JSON', cause);
      }
    },
    stop: () => dispatcher.destroy(),
  };
}
