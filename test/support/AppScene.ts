// The whole set of models over a service, a host and a device under the control of a test.
import type { ApiClient, EventStream, StreamState } from '#shared/client';
import { defaultUserSettings, type Me, type StreamEvent } from '#shared/contracts';
import type { AppError } from '#shared/errors';
import {
  createAppModel,
  createDeviceCopy,
  createDialModel,
  createNumbersModel,
  createReportLog,
  createSessionModel,
  createWhyModel,
  keepCopies,
  type AppModel,
} from '#shared/models';
import * as numberRules from '#shared/domain/number';
import { createDayModels } from '../../shared/app/createDayModels.ts';
import { createLogModels } from '../../shared/app/createLogModels.ts';
import { createPeopleModels } from '../../shared/app/createPeopleModels.ts';
import { createPersonalModels } from '../../shared/app/createPersonalModels.ts';
import { aMe, aPerson, aRecord, aWhy } from './aRecord.ts';
import { ClockFake, settle } from './ClockFake.ts';
import { SettingsFake } from './SettingsFake.ts';

/** The first event of a quiet day. */
export const snapshot: Extract<StreamEvent, { readonly type: 'snapshot' }> = {
  type: 'snapshot',
  calls: [],
  presence: 'available',
  pbx: 'up',
  lines: [],
  people: [],
};

/** A service and a host under the control of a test. */
export class AppScene {
  readonly clock = new ClockFake();
  readonly log: string[] = [];
  signInFault: AppError | undefined;
  meFault: AppError | undefined;
  callsFault: AppError | undefined;
  peopleFault: AppError | undefined;
  phoneFault: AppError | undefined;
  /** The script with the number rules cannot be fetched. */
  rulesFault: AppError | undefined;
  me: Me = aMe();
  records = [aRecord()];
  hear: { onEvent: (event: StreamEvent) => void; onState: (state: StreamState) => void } | undefined;
  missedCount = 0;
  readonly app: AppModel;

  /** What this device has kept. */
  readonly settings: SettingsFake;

  constructor(settings = new SettingsFake()) {
    this.settings = settings;
    const service = {
      me: async (): Promise<Me> => {
        this.log.push('me');
        if (this.meFault !== undefined) throw this.meFault;
        return this.me;
      },
      calls: async ({ filter }: { filter: string }) => {
        this.log.push(`calls ${filter}`);
        if (this.callsFault !== undefined) throw this.callsFault;
        return { items: this.records };
      },
      missedCount: async () => ({ count: this.missedCount }),
      markSeen: async () => {
        this.log.push('seen');
        this.missedCount = 0;
      },
      people: async () => {
        if (this.peopleFault !== undefined) throw this.peopleFault;
        return { items: [aPerson()] };
      },
      phone: async () => {
        if (this.phoneFault !== undefined) throw this.phoneFault;
        return { lines: [] };
      },
      peoplePresence: async () => ({ items: [] }),
      deleteCall: async () => undefined,
      deleteSomeCalls: async () => undefined,
      deleteCalls: async () => undefined,
      exportCalls: async () => new Blob(),
      dial: async (order: { requestId: string; number: string }) => ({
        requestId: order.requestId,
        dialled: order.number,
      }),
      speedDials: async () => ({ revision: 0, groups: [], items: [] }),
      settings: async () => ({ revision: 0, settings: defaultUserSettings }),
    };
    const { clock } = this;
    const copy = createDeviceCopy({ settings, clock });
    copy.setOwner('t1.ada');
    const api = keepCopies(service as unknown as ApiClient, copy);
    const dial = createDialModel({
      api,
      clock,
      settings,
      copy: async () => true,
      canLaunchTel: true,
      newId: () => 'request-1',
    });
    const request = { apiBase: '', token: async () => '', fetch: () => Promise.reject(new Error('nowhere')), clock };
    const day = createDayModels({ api, clock, settings, copy, log: createReportLog(clock) });
    this.app = createAppModel({
      api,
      models: {
        session: createSessionModel(clock),
        dial,
        ...day,
        ...createLogModels(api, clock, [day.voicemail.calls]),
        ...createPeopleModels({ api, clock, settings, dial }),
        ...createPersonalModels({ api, request, settings, dial, canLaunchTel: () => true }),
        numbers: createNumbersModel(async () => {
          if (this.rulesFault !== undefined) throw this.rulesFault;
          return {
            ...numberRules,
            toTelUri: (text) => `tel:${text}`,
            formatNumber: (text, country) => `${country ?? '?'} ${text}`,
          };
        }),
        why: createWhyModel({
          api: { presenceWhy: async () => aWhy(), releasePresence: async () => undefined },
          timeZone: 'UTC',
        }),
      },
      signIn: async ({ interactive }) => {
        this.log.push(interactive ? 'ask person' : 'ask host');
        if (this.signInFault !== undefined) throw this.signInFault;
      },
      openStream: (hear): EventStream => {
        this.log.push('stream');
        this.hear = hear;
        return { wake: () => this.log.push('wake'), close: () => this.log.push('close') };
      },
    });
  }

  async tell(...events: readonly StreamEvent[]): Promise<void> {
    for (const event of events) this.hear?.onEvent(event);
    await settle();
  }

  async state(state: StreamState): Promise<void> {
    this.hear?.onState(state);
    await settle();
  }
}

/** The stream broke. */
export const lost = (code: 'service.unavailable' | 'auth.invalid' | 'signIn.failed'): StreamState => ({
  kind: 'lost',
  code,
  retryInMs: 750,
});
