// Puts the models together: sign in, then follow the service.
import type { ApiClient, EventStream, StreamState } from '#shared/client';
import type { StreamEvent } from '#shared/contracts';
import { toAppError } from '#shared/errors';
import type { CallLogActions } from './callLogActions.ts';
import type { CallLogModel } from './callLogModel.ts';
import type { DialModel } from './dialModel.ts';
import type { DialTestModel } from './dialTestModel.ts';
import type { DeviceCopy } from './deviceCopy.ts';
import { createFollower } from './follower.ts';
import type { LiveCallsModel } from './liveCallsModel.ts';
import type { MeetingsModel } from './meetingsModel.ts';
import type { NumberChoice } from './numberChoice.ts';
import type { NumbersModel } from './numbersModel.ts';
import type { PeopleLookup } from './peopleLookup.ts';
import type { PeopleModel } from './peopleModel.ts';
import type { PeoplePresenceModel } from './peoplePresenceModel.ts';
import type { PhoneModel } from './phoneModel.ts';
import type { ReportModel } from './reportModel.ts';
import type { SessionModel } from './sessionModel.ts';
import type { SettingsDataModel } from './settingsDataModel.ts';
import type { SettingsModel } from './settingsModel.ts';
import type { SharedLinesModel } from './sharedLinesModel.ts';
import type { VoicemailModel } from './voicemailModel.ts';
import type { SpeedDialsModel } from './speedDialsModel.ts';
import type { WhyModel } from './whyModel.ts';

/** The models of one app. `recent` and `missed` are the short lists of the first page, `log` the whole log. */
export interface AppModels {
  readonly session: SessionModel;
  readonly live: LiveCallsModel;
  readonly recent: CallLogModel;
  readonly missed: CallLogModel;
  readonly log: CallLogModel;
  readonly logActions: CallLogActions;
  readonly people: PeopleModel;
  readonly peoplePresence: PeoplePresenceModel;
  /** Who is behind a number of the log. */
  readonly lookup: PeopleLookup;
  readonly numberChoice: NumberChoice;
  readonly dial: DialModel;
  readonly numbers: NumbersModel;
  readonly why: WhyModel;
  readonly speedDials: SpeedDialsModel;
  readonly settings: SettingsModel;
  readonly settingsData: SettingsDataModel;
  readonly phone: PhoneModel;
  readonly dialTest: DialTestModel;
  readonly meetings: MeetingsModel;
  readonly voicemail: VoicemailModel;
  readonly sharedLines: SharedLinesModel;
  readonly report: ReportModel;
  /** What is shown while the service is away. */
  readonly copy: DeviceCopy;
}

/** What feeds them. */
export interface AppModelOptions {
  readonly models: AppModels;
  readonly api: Pick<ApiClient, 'me' | 'missedCount' | 'markSeen'>;
  /** Makes sure that there is a token; throws `signIn.failed`. */
  readonly signIn: (options: { readonly interactive: boolean }) => Promise<void>;
  readonly openStream: (hear: {
    readonly onEvent: (event: StreamEvent) => void;
    readonly onState: (state: StreamState) => void;
  }) => EventStream;
}

/** The running app. */
export interface AppModel extends AppModels {
  /** Signs in without asking the person, then follows the service. */
  start(): Promise<void>;
  /** Signs in with whatever the person must answer. */
  signIn(): Promise<void>;
  /** Tries again whatever is waiting to be tried again. */
  retry(): void;
  /** The host has given a token of somebody else: nothing of the person before stays, and theirs is read. */
  changeOwner(): void;
  /** The person looks at the missed calls: they count no more, on any device. Never rejects. */
  lookAtMissed(): Promise<void>;
  stop(): void;
}

/** Wires models, client and stream. Nothing is asked before `start`. */
export function createAppModel(options: AppModelOptions): AppModel {
  const { models } = options;
  const { session } = models;
  let stream: EventStream | undefined;
  /** What the service sends on an open stream is for whom it was opened. */
  const openAnew = (): void => {
    stream?.close();
    stream = options.openStream(follower);
  };
  const follower = createFollower(models, options.api, openAnew);

  const signIn = async (interactive: boolean): Promise<void> => {
    if (interactive) session.setPhase('signingIn');
    try {
      await options.signIn({ interactive });
    } catch (fault) {
      session.setPhase('signedOut', interactive ? toAppError(fault, 'signIn.failed').code : undefined);
      return;
    }
    session.setPhase('signedIn');
    if (stream === undefined) stream = options.openStream(follower);
    else stream.wake();
    void follower.readMe();
  };

  return {
    ...models,
    start: () => signIn(false),
    signIn: () => signIn(true),
    lookAtMissed: async () => {
      session.setMissedCount(0);
      // Not heard: the next snapshot brings the count back, and the next look tells it again.
      await options.api.markSeen().catch(() => undefined);
    },
    retry: () => {
      stream?.wake();
      // Before anybody has signed in there is nothing that could be asked again.
      if (stream !== undefined) follower.readAgain();
    },
    changeOwner: () => {
      if (stream === undefined) return;
      follower.forget();
      openAnew();
      void follower.readMe();
    },
    stop: () => {
      stream?.close();
      stream = undefined;
    },
  };
}
