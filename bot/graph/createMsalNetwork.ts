// The network under msal-node: our timeouts, certificate authority and proxy, and faults kept that msal would swallow.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import type { Dispatcher } from 'undici';
import type { AppError } from '#shared/errors';
import { exchange, type Answer } from './exchange.ts';
import { answerFault, networkFault, unreadableFault } from './graphFaults.ts';

const maxAnswerBytes = 256 * 1024;

/** msal's network module. */
export interface MsalNetwork extends INetworkModule {
  /** Does `work`; a fault of the network in it is thrown as it was, whatever msal makes of it. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

/** `timeoutMs` bounds each of msal's requests; msal itself sets none. */
export function createMsalNetwork(dispatcher: Dispatcher, timeoutMs: number, now: () => number): MsalNetwork {
  // Many people's tokens are asked for at the same time over one network: each work has its own fault.
  const works = new AsyncLocalStorage<{ fault?: AppError }>();

  async function send<T>(
    method: 'GET' | 'POST',
    url: string,
    options: NetworkRequestOptions = {},
  ): Promise<NetworkResponse<T>> {
    const ask = { op: 'token', method, url, headers: options.headers ?? {}, timeoutMs, maxBytes: maxAnswerBytes };
    try {
      const answer = await exchange(dispatcher, method === 'POST' ? { ...ask, body: options.body ?? '' } : ask);
      // Thrown, not returned: msal would remember a 429 or 5xx and answer from memory for a minute.
      if (answer.status === 429 || answer.status >= 500) throw answerFault('token', answer, now());
      return { status: answer.status, headers: flatten(answer), body: parseObject(answer.text) as T };
    } catch (thrown) {
      const fault = networkFault('token', thrown);
      const work = works.getStore();
      if (work !== undefined) work.fault = fault;
      throw fault;
    }
  }

  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
    during: async (work) => {
      const own: { fault?: AppError } = {};
      try {
        return await works.run(own, work);
      } catch (thrown) {
        throw own.fault ?? thrown;
      }
    },
  };
}

function parseObject(text: string): object {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body;
  } catch (cause) {
    throw unreadableFault('token', 'not JSON', cause);
  }
  throw unreadableFault('token', 'not an object');
}

function flatten(answer: Answer): Record<string, string> {
  const pairs = Object.entries(answer.headers).map(([name, value]) => [name, String(value ?? '')] as const);
  return Object.fromEntries(pairs);
}
