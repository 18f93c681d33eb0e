// Builds the models of an app over the real client, clock and browser.
import { createApiClient, openEventStream, systemClock } from '#shared/client';
import type { AppConfig } from '#shared/contracts';
import type { HostPort, HostSnapshot } from '#shared/host';
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
  type DeviceCopy,
  type NumberRules,
  type NumbersModel,
  type SettingsPort,
} from '#shared/models';
import { logChanges, logFaults, loggedFetch } from './clientLog.ts';
import { copyText } from './copyText.ts';
import { createDayModels } from './createDayModels.ts';
import { createLogModels } from './createLogModels.ts';
import { findPasted } from './findPasted.ts';
import { createOwnerGate, type OwnerGate } from './createOwnerGate.ts';
import { createPeopleModels } from './createPeopleModels.ts';
import { createPersonalModels } from './createPersonalModels.ts';

/** The app's models for one host and one service. */
export function createModel(
  config: AppConfig,
  host: HostPort,
  hostStarted: Promise<HostSnapshot>,
  settings: SettingsPort,
): AppModel {
  const clock = systemClock;
  const session = createSessionModel(clock);
  const log = createReportLog(clock);
  const copy = createDeviceCopy({ settings, clock });
  const gate = createOwnerGate({
    getToken: (interactive) => hostStarted.then(() => host.getToken({ interactive })),
    fetch: loggedFetch(log, (url, init) => fetch(url, init), clock),
    onOwner: copy.setOwner,
    onChange: () => {
      model.changeOwner();
    },
  });
  const { token, fetch: fetchHere } = gate;
  const request = { apiBase: config.apiBase, token, fetch: fetchHere, clock, onServerTime: session.setServerTime };
  const api = keepCopies(createApiClient(request), copy);
  const canLaunchTel = (): boolean => host.can('launchTel');
  const findNumbers = findPasted(session);
  const hands = { copy: copyText, canLaunchTel: canLaunchTel(), findNumbers, newId: () => crypto.randomUUID() };
  const dial = createDialModel({ api, clock, settings, ...hands });
  const { numbers, hostName } = hearHost(hostStarted);
  const day = createDayModels({ api, clock, copy, log, settings, hostName });
  const people = createPeopleModels({ api, clock, settings, dial });
  const onErased = eraserOf(copy, [dial, people.numberChoice]);
  const model = createAppModel({
    api,
    models: {
      session,
      ...createLogModels(api, clock, [day.voicemail.calls]),
      ...people,
      dial,
      ...day,
      ...createPersonalModels({ api, request, settings, dial, canLaunchTel, onErased }),
      numbers,
      why: createWhyModel({ api, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    },
    signIn: ({ interactive }) => gate.signIn(interactive),
    openStream: streamOf(config, gate),
  });
  logFaults(log, window);
  logChanges(log, model);
  return model;
}

/** The events of the service, as `gate` lets them through. */
function streamOf(
  config: AppConfig,
  { token, fetch }: Pick<OwnerGate, 'token' | 'fetch'>,
): Parameters<typeof createAppModel>[0]['openStream'] {
  const url = `${config.apiBase}/stream`;
  return (hear) => openEventStream({ url, token, fetch, clock: systemClock, random: Math.random, ...hear });
}

/** Forgets what this device remembers of a person whose data was erased. */
function eraserOf(copy: DeviceCopy, kept: readonly { readonly eraseKept: () => void }[]): () => void {
  return () => {
    copy.clear();
    for (const one of kept) one.eraseKept();
  };
}

/** Links take the form of the host's platform; `hostName` is what problem reports say of it. */
function hearHost(started: Promise<HostSnapshot>): { numbers: NumbersModel; hostName: () => string | undefined } {
  const numbers = createNumbersModel(loadNumberRules);
  let told: string | undefined;
  started.then(
    ({ name, platform }) => {
      told = `${name} ${platform}`;
      numbers.setPlatform(platform);
    },
    // Whoever starts the host says that it did not.
    () => undefined,
  );
  return { numbers, hostName: () => told };
}

/** Named one by one, so that the bundler leaves out of the chunk what an app does not use of the room. */
async function loadNumberRules(): Promise<NumberRules> {
  const { buildTelUri, classifyNumber, fillUriTemplate, formatNumber, toDialString, toTelUri } = await import(
    /* webpackChunkName: "numbers" */ '#shared/domain/number'
  );
  return { buildTelUri, classifyNumber, fillUriTemplate, formatNumber, toDialString, toTelUri };
}
