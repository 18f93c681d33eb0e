// Builds the models of what belongs to the person: speed dials, settings, phone, own data, and the self-test of the device.
import { createOwnDataClient, type ApiClient, type RequestOptions } from '#shared/client';
import {
  createDialTestModel,
  createPhoneModel,
  createSettingsDataModel,
  createSettingsModel,
  createSpeedDialsModel,
  type AppModels,
  type DialModel,
  type SettingsPort,
} from '#shared/models';
import { saveFile } from './saveFile.ts';

/** What they work with. */
export interface PersonalOptions {
  readonly api: ApiClient;
  /** Its clock is that of the models. */
  readonly request: RequestOptions;
  readonly settings: SettingsPort;
  readonly dial: DialModel;
  readonly canLaunchTel: () => boolean;
  /** Everything the service kept of the person was erased. */
  readonly onErased?: () => void;
}

type PersonalModels = Pick<AppModels, 'speedDials' | 'settings' | 'settingsData' | 'phone' | 'dialTest'>;

/** The models, of nobody yet. */
export function createPersonalModels(options: PersonalOptions): PersonalModels {
  const { api, settings: device } = options;
  const { clock } = options.request;
  const speedDials = createSpeedDialsModel({ api, settings: device, clock, newId: () => crypto.randomUUID() });
  const settings = createSettingsModel({ api, settings: device, clock });
  return {
    speedDials,
    settings,
    settingsData: createSettingsDataModel({
      api: createOwnDataClient(options.request),
      save: saveFile,
      onErased: () => {
        options.onErased?.();
        for (const kept of [speedDials, settings]) kept.startOver();
      },
    }),
    phone: createPhoneModel({ api }),
    dialTest: createDialTestModel({ settings: device, dial: options.dial, canLaunchTel: options.canLaunchTel }),
  };
}
