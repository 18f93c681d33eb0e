// The log as a table, asked with the token.
import { createApiClient, type ApiClient } from '#shared/client';
import { AppError } from '#shared/errors';
import { ClockFake, settle } from '../../../support/ClockFake.ts';

const query = { filter: 'missed', text: '+33 & co', locale: 'fr-FR', timeZone: 'Europe/Paris' } as const;

describe('exportCalls', () => {
  const clock = new ClockFake();
  let answer: (url: string, init: RequestInit) => Promise<Response>;
  let client: ApiClient;

  beforeEach(() => {
    client = createApiClient({
      apiBase: '/api/v1',
      token: async () => 'token',
      fetch: (url, init) => answer(url, init),
      clock,
    });
  });

  it('asks for what is shown, in the words and times of the reader, with a mark for Excel', async () => {
    const asked: string[] = [];
    answer = async (url, init) => {
      asked.push(url, new Headers(init.headers).get('authorization') ?? '');
      return new Response('Start,Direction\r\n');
    };
    const table = await client.exportCalls(query);
    const path = '/api/v1/calls/export.csv?filter=missed&tz=Europe%2FParis&lang=fr-FR&bom=1&q=%2B33+%26+co';
    expect(asked).toEqual([path, 'Bearer token']);
    expect(await table.text()).toBe('Start,Direction\r\n');
  });

  it('throws the code of a refusal', async () => {
    answer = async () => Response.json({ code: 'http.tooManyRequests', requestId: 'r1' }, { status: 429 });
    await expect(client.exportCalls(query)).rejects.toMatchObject({ code: 'http.tooManyRequests' });
  });

  it('gives up when no table comes in two minutes', async () => {
    answer = (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          reject(new AppError('service.unavailable', 'aborted'));
        });
      });
    const refused = expect(client.exportCalls(query)).rejects.toMatchObject({ code: 'service.unavailable' });
    await settle();
    await clock.pass(120_000);
    await refused;
  });
});
