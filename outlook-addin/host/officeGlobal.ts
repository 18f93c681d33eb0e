// Finds office.js, waits until it knows its host, and takes back what it took from the page.
/// <reference types="office-js" />
import { AppError } from '#shared/errors';

/** Where a page of ours runs; `none`: office.js did not load. */
export type FoundHost = 'outlook' | 'outside' | 'none';

/** The host office.js has found. Resolves late, or never, where a host does not answer. */
export async function findHost(): Promise<FoundHost> {
  if (!isOfficeLoaded()) return 'none';
  const { host } = await Office.onReady();
  giveBackHistory(window.history);
  // The mailbox is there in Outlook only; outside a host office.js says null (microsoft365.md 8.2).
  return host === Office.HostType.Outlook ? 'outlook' : 'outside';
}

/** True when the script of office.js ran, whatever it found. */
export function isOfficeLoaded(): boolean {
  return typeof Office !== 'undefined';
}

/** True when the host has a requirement set; false also where it cannot be asked. */
export function isSetSupported(name: string, version: string): boolean {
  try {
    return Office.context.requirements.isSetSupported(name, version);
  } catch {
    return false;
  }
}

/** The result of one of Office's calls with a callback. Throws `host.unavailable` when the host says no. */
export function askOffice<T>(ask: (answer: (result: Office.AsyncResult<T>) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((result) => {
      // Compared as text: enumerations of office.js exist only once it has loaded its host's part.
      if (String(result.status) === 'succeeded') resolve(result.value);
      else reject(new AppError('host.unavailable', 'Outlook refused', { cause: result.error }));
    });
  });
}

/** office.js hides both functions behind null (office.debug.js 1.1.110, line 1994); the prototype still has them. */
export function giveBackHistory(history: History): void {
  for (const name of ['pushState', 'replaceState'] as const) {
    if (typeof history[name] !== 'function') Reflect.deleteProperty(history, name);
  }
}
