// Everything the service keeps of the signed-in person: handed out as a file, and erased.
import { AppError } from '#shared/errors';
import * as v from 'valibot';
import { problemError } from './problemError.ts';
import { request, type RequestOptions } from './request.ts';

/** A person's right to what is kept of them. Each throws an `AppError` as the typed client does. */
export interface OwnDataClient {
  /** All of it as lines of JSON (application/x-ndjson), however long that takes. */
  download(): Promise<Blob>;
  /** Erases all of it for good. */
  erase(): Promise<void>;
}

const path = '/me/data';

/** The client at `options.apiBase`. */
export function createOwnDataClient(options: RequestOptions): OwnDataClient {
  return {
    download: async () => {
      const authorization = `Bearer ${await options.token()}`;
      try {
        const response = await options.fetch(`${options.apiBase}${path}`, {
          headers: { authorization },
          credentials: 'omit',
          cache: 'no-store',
          redirect: 'error',
        });
        if (!response.ok) throw await problemError(response);
        return await response.blob();
      } catch (fault) {
        throw fault instanceof AppError ? fault : new AppError('service.unavailable', 'no answer', { cause: fault });
      }
    },
    erase: () => request(options, { path, schema: v.undefined(), method: 'DELETE', body: { confirm: 'erase' } }),
  };
}
