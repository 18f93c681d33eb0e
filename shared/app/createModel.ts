// Builds the models of an app over the real client, clock and browser.
import { createApiClient, openEventStream, systemClock } from '#shared/client';
import type { AppConfig } from '#shared/contracts';
import type { HostPort } from '#shared/host';
import {
  createAppModel,
  createDialModel,
  createDeviceCopy,
  createNumbersModel,
  createReportLog,
  createSessionModel,
  createWhyModel,
  keepCopies,
  type AppModel,
  type NumberRules,
  type SettingsPort,
} from '#shared/models';
import { logChanges, logFaults, loggedFetch } from './clientLog.ts';
import { copyText } from './copyText.ts';
import { createDayModels } from './createDayModels.ts';
import { createLogModels } from './createLogModels.ts';
import { createPeopleModels } from './createPeopleModels.ts';
import { createPersonalModels } from './createPersonalModels.ts';
import { tokenOwner } from './tokenOwner.ts';

/** The app's models for one host and one service. */
export function createModel(
  config: AppConfig,
  host: HostPort,
  hostStarted: Promise<unknown>,
  settings: SettingsPort,
): AppModel {
  const clock = systemClock;
  const session = createSessionModel(clock);
  const log = createReportLog(clock);
  const copy = createDeviceCopy({ settings, clock });
  const fetchHere = loggedFetch(log, (url, init) => fetch(url, init), clock);
  const getToken = async (interactive: boolean): Promise<string> => {
    await hostStarted;
    const text = await host.getToken({ interactive });
    copy.setOwner(tokenOwner(text));
    return text;
  };
  const token = (): Promise<string> => getToken(false);
  const request = { apiBase: config.apiBase, token, fetch: fetchHere, clock, onServerTime: session.setServerTime };
  const api = keepCopies(createApiClient(request), copy);
  const canLaunchTel = (): boolean => host.can('launchTel');
  const dial = createDialModel({
    api,
    clock,
    settings,
    copy: copyText,
    canLaunchTel: canLaunchTel(),
    newId: () => crypto.randomUUID(),
  });
  const day = createDayModels({ api, clock, copy, log, settings });
  const model = createAppModel({
    api,
    models: {
      session,
      ...createLogModels(api, clock, [day.voicemail.calls]),
      ...createPeopleModels({ api, clock, settings, dial }),
      dial,
      ...day,
      ...createPersonalModels({ api, request, settings, dial, canLaunchTel, onErased: copy.clear }),
      numbers: createNumbersModel(loadNumberRules),
      why: createWhyModel({ api, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    },
    signIn: async ({ interactive }) => {
      await getToken(interactive);
    },
    openStream: (hear) =>
      openEventStream({
        url: `${config.apiBase}/stream`,
        token,
        fetch: fetchHere,
        clock,
        random: Math.random,
        ...hear,
      }),
  });
  logFaults(log, window);
  logChanges(log, model);
  return model;
}

/** Named one by one, so that the bundler leaves out of the chunk what an app does not use of the room. */
async function loadNumberRules(): Promise<NumberRules> {
  const { buildTelUri, classifyNumber, formatNumber, toDialString, toTelUri } = await import(
    /* webpackChunkName: "numbers" */ '#shared/domain/number'
  );
  return { buildTelUri, classifyNumber, formatNumber, toDialString, toTelUri };
}
