// Has the page and its scripts kept on this device, so that the app opens while the service is away.

/** The part of the browser it works with. */
export interface PageSurroundings {
  readonly navigator: { readonly serviceWorker?: Pick<ServiceWorkerContainer, 'register' | 'ready'> };
  readonly performance: Pick<Performance, 'getEntriesByType'>;
  readonly document: Pick<Document, 'baseURI'>;
}

/**
 * Starts the worker beside the page and tells it which scripts this version is made of: those that were fetched. Never
 * rejects: hosts may forbid workers in frames, and the app then opens only while the service is there.
 */
export async function keepPages({ navigator, performance, document }: PageSurroundings): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined) return;
  try {
    await serviceWorker.register(new URL('worker.js', document.baseURI));
    const { active } = await serviceWorker.ready;
    active?.postMessage(performance.getEntriesByType('resource').map(({ name }) => name));
  } catch {
    // Said above.
  }
}
