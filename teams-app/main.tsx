// Composition root of the Teams tab: paint the frame, connect to the host, then to the service.
import { createRoot } from 'react-dom/client';
import {
  OutsidePage,
  createBrowserSettings,
  createModel,
  createSurroundings,
  fetchPages,
  keepPages,
  readConfig,
  translatorFor,
} from '#shared/app';
import type { AppConfig } from '#shared/contracts';
import { toAppError } from '#shared/errors';
import { App } from './App.tsx';
import { createTeamsHost, isHosted } from './host/index.ts';

/** Sign-in, stream and first lists are done by then, or busy. */
const fetchPagesAfterMs = 2_000;
const settings = createBrowserSettings(() => window.localStorage);
const container = document.getElementById('root') ?? document.body;
const config = readConfig(document);

void (config !== undefined && isHosted(window) ? startApp(config) : showOutside());

async function startApp(appConfig: AppConfig): Promise<void> {
  const host = createTeamsHost({ ...appConfig });
  const surroundings = await createSurroundings(host, settings, navigator.language);
  const started = host.start();
  const model = createModel(appConfig, host, started, settings);
  const onPainted = (): void => {
    // The rest may fail or wait: the person sees the frame, so the host may take its curtain away.
    void started.then(host.notifyReady, () => undefined);
    void model.numbers.load().catch(() => undefined);
  };
  const onRetry = (): void => {
    // Without a host there is nothing to try again with but a new page.
    if (model.session.getSnapshot().error === 'host.unavailable') location.reload();
    else model.retry();
  };
  createRoot(container).render(
    <App model={model} surroundings={surroundings} onPainted={onPainted} onRetry={onRetry} deviceSettings={settings} />,
  );
  addEventListener('online', model.retry);
  addEventListener('pagehide', (event) => {
    if (!event.persisted) model.stop();
  });
  try {
    void surroundings.hostStarted(await started);
    await model.start();
    // Pages must open when the service is away; the person's first click is worth more than this, so it waits.
    setTimeout(() => void fetchPages().then(() => keepPages(window)), fetchPagesAfterMs);
  } catch (fault) {
    model.session.setPhase('starting', toAppError(fault, 'host.unavailable').code);
  }
}

async function showOutside(): Promise<void> {
  const translator = await translatorFor(navigator.language);
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  createRoot(container).render(
    <OutsidePage translator={translator} isDark={isDark} titleKey="app.openInTeams" hintKey="app.openInTeamsHint" />,
  );
}
