// Composition root of the task pane: paint the frame, read the item, connect to the service.
import { createRoot } from 'react-dom/client';
import {
  OutsidePage,
  createBrowserSettings,
  createModel,
  createSurroundings,
  readConfig,
  translatorFor,
} from '#shared/app';
import type { AppConfig } from '#shared/contracts';
import { toAppError } from '#shared/errors';
import { createOutlookHost, findHost } from './host/index.ts';
import { createItem, guessCountry } from './taskpane/createItem.ts';
import { TaskPane } from './taskpane/TaskPane.tsx';

const settings = createBrowserSettings(() => window.localStorage);
const root = createRoot(document.getElementById('root') ?? document.body);
const config = readConfig(document);

void (config === undefined ? showOutside() : startPane(config));

async function startPane(appConfig: AppConfig): Promise<void> {
  const host = createOutlookHost(appConfig);
  const surroundings = await createSurroundings(host, settings, navigator.language);
  const started = host.start();
  const model = createModel(appConfig, host, started, settings);
  const item = createItem(
    // Outlook tells nothing of the item before it has started.
    { readItem: () => started.then(host.readItem), onItemChange: host.onItemChange },
    model,
  );
  root.render(
    <TaskPane
      model={model}
      item={item}
      surroundings={surroundings}
      onOpenLink={host.openLink}
      onPainted={() => void model.numbers.load().catch(() => undefined)}
      onRetry={() => {
        // Without a host there is nothing to try again with but a new page.
        if (model.session.getSnapshot().error === 'host.unavailable') location.reload();
        else model.retry();
      }}
    />,
  );
  addEventListener('online', model.retry);
  addEventListener('pagehide', (event) => {
    if (!event.persisted) model.stop();
  });
  try {
    const facts = await started;
    void surroundings.hostStarted(facts);
    guessCountry(facts.locale, model, item);
    await Promise.all([item.start(), model.start()]);
  } catch (fault) {
    model.session.setPhase('starting', toAppError(fault, 'host.unavailable').code);
    if ((await findHost()) === 'outside') await showOutside();
    else void item.read();
  }
}

async function showOutside(): Promise<void> {
  const translator = await translatorFor(navigator.language);
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  root.render(
    <OutsidePage
      translator={translator}
      isDark={isDark}
      titleKey="app.openInOutlook"
      hintKey="app.openInOutlookHint"
    />,
  );
}
