// Builds the models of an app over the real client, clock and browser.
import { createApiClient, openEventStream, systemClock } from '#shared/client';
import type { AppConfig } from '#shared/contracts';
import type { HostPort } from '#shared/host';
import {
  createAppModel,
  createCallLogModel,
  createDialModel,
  createLiveCallsModel,
  createNumbersModel,
  createPeopleModel,
  createSessionModel,
  createWhyModel,
  type AppModel,
  type NumberRules,
  type SettingsPort,
} from '#shared/models';
import { copyText } from './copyText.ts';

/** More than the page shows: equal calls collapse. */
const homePageSize = 30;

/** The app's models for one host and one service. */
export function createModel(
  config: AppConfig,
  host: HostPort,
  hostStarted: Promise<unknown>,
  settings: SettingsPort,
): AppModel {
  const clock = systemClock;
  const session = createSessionModel(clock);
  const fetchHere = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);
  const token = async (): Promise<string> => {
    await hostStarted;
    return host.getToken({ interactive: false });
  };
  const api = createApiClient({
    apiBase: config.apiBase,
    token,
    fetch: fetchHere,
    clock,
    onServerTime: session.setServerTime,
  });
  return createAppModel({
    api,
    models: {
      session,
      live: createLiveCallsModel(),
      recent: createCallLogModel({ api, pageSize: homePageSize }),
      missed: createCallLogModel({ api, filter: 'missed', pageSize: homePageSize }),
      log: createCallLogModel({ api }),
      people: createPeopleModel({ api, clock }),
      dial: createDialModel({
        api,
        clock,
        settings,
        copy: copyText,
        canLaunchTel: host.can('launchTel'),
        newId: () => crypto.randomUUID(),
      }),
      numbers: createNumbersModel(loadNumberRules),
      why: createWhyModel({ api, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    },
    signIn: async ({ interactive }) => {
      await hostStarted;
      await host.getToken({ interactive });
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
}

/** Named one by one, so that the bundler leaves out of the chunk what an app does not use of the room. */
async function loadNumberRules(): Promise<NumberRules> {
  const { buildTelUri, classifyNumber, formatNumber, toDialString, toTelUri } = await import(
    /* webpackChunkName: "numbers" */ '#shared/domain/number'
  );
  return { buildTelUri, classifyNumber, formatNumber, toDialString, toTelUri };
}
