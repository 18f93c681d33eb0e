// The service worker of an app: a script of its own, which the browser runs beside the page.
import { createPageKeeper } from './pageKeeper.ts';

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface TellEvent extends WorkerEvent {
  readonly data: unknown;
}

/** The part of `ServiceWorkerGlobalScope` used here; TypeScript knows it only without the DOM. */
interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void;
  addEventListener(type: 'message', listener: (event: TellEvent) => void): void;
}

const worker = globalThis as unknown as WorkerScope;
const { scope } = worker.registration;
const keeper = createPageKeeper({
  caches,
  fetch: (request) => fetch(request),
  wait: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
  scope,
});

worker.addEventListener('install', (event) => {
  event.waitUntil(worker.skipWaiting());
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});
worker.addEventListener('fetch', (event) => {
  const answer = keeper.answer(event.request);
  if (answer !== undefined) event.respondWith(answer);
});
worker.addEventListener('message', (event) => {
  const { data } = event;
  // Only pages of our own scope can speak to this worker.
  if (Array.isArray(data)) event.waitUntil(keeper.keep(data.filter((url) => typeof url === 'string')));
});
