// Keeps what a person wants to find in every app: speed dials and settings; tells their other apps of every change.
import * as v from 'valibot';
import {
  defaultUserSettings,
  speedDialsSchema,
  userSettingsSchema,
  type SettingsAnswer,
  type SettingsChange,
  type SpeedDialList,
  type SpeedDials,
  type SpeedDialsChange,
  type UserSettings,
} from '#shared/contracts';
import { AppError } from '#shared/errors';
import type { Caller } from './HeartPort.ts';
import { conflict, KeptDocument, type KeptOptions, type Revised } from './keptDocument.ts';
import type { LiveStream } from './liveStream.ts';

/** What the desk works with. */
export interface PersonalDeskOptions extends KeptOptions {
  readonly stream: LiveStream;
}

type What = 'speedDials' | 'settings';

const listSchema = v.omit(speedDialsSchema, ['revision']);
const noSpeedDials: SpeedDialList = { groups: [], items: [] };

/** The desk of one tenant. Rejects with coded faults only, `store.*` among them. */
export class PersonalDesk {
  private readonly options: PersonalDeskOptions;
  private readonly dials: KeptDocument<SpeedDialList>;
  private readonly choices: KeptDocument<UserSettings>;

  constructor(options: PersonalDeskOptions) {
    this.options = options;
    this.dials = new KeptDocument(options, 'speedDials', readList, noSpeedDials);
    this.choices = new KeptDocument(options, 'settings', readSettings, defaultUserSettings);
  }

  async speedDials({ userId }: Caller): Promise<SpeedDials> {
    return toSpeedDials(await this.dials.get(userId));
  }

  /** Puts the whole list in place of the one of `revision`. Throws `personal.conflict`, `input.invalid` (facts: paths). */
  async changeSpeedDials({ userId }: Caller, { revision, ...list }: SpeedDialsChange): Promise<SpeedDials> {
    mustHold(list);
    const kept = await this.dials.change(userId, (present) => {
      if (present.revision !== revision) throw conflict();
      return list;
    });
    this.tell(userId, 'speedDials', kept);
    return toSpeedDials(kept);
  }

  async settings({ userId }: Caller): Promise<SettingsAnswer> {
    const { revision, value } = await this.choices.get(userId);
    return { revision, settings: value };
  }

  /** Changes what is named and nothing else, so that two devices do not undo each other. */
  async changeSettings({ userId }: Caller, change: SettingsChange): Promise<SettingsAnswer> {
    const kept = await this.choices.change(userId, ({ value }) => changed(value, change));
    this.tell(userId, 'settings', kept);
    return { revision: kept.revision, settings: kept.value };
  }

  /** To every stream of the person; the app that changed it knows the revision already. */
  private tell(userId: string, what: What, { revision }: Revised<unknown>): void {
    this.options.stream.toUser(userId, { event: { type: 'personal', what, revision } });
  }
}

function toSpeedDials({ revision, value }: Revised<SpeedDialList>): SpeedDials {
  return { revision, ...value };
}

function readList(stored: unknown): SpeedDialList | undefined {
  const parsed = v.safeParse(listSchema, stored);
  return parsed.success ? parsed.output : undefined;
}

function changed(value: UserSettings, change: SettingsChange): UserSettings {
  return {
    isWelcomed: change.isWelcomed ?? value.isWelcomed,
    searchOrganisation: change.searchOrganisation ?? value.searchOrganisation,
    searchPersonalContacts: change.searchPersonalContacts ?? value.searchPersonalContacts,
    collapseCalls: change.collapseCalls ?? value.collapseCalls,
    sharedLineNotices: change.sharedLineNotices ?? value.sharedLineNotices,
  };
}

/** A setting that came later than the document has its default. */
function readSettings(stored: unknown): UserSettings | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const parsed = v.safeParse(userSettingsSchema, { ...defaultUserSettings, ...stored });
  return parsed.success ? parsed.output : undefined;
}

/** What a schema cannot say: ids are there once, and groups that are named exist. */
function mustHold({ groups, items }: SpeedDialList): void {
  const groupIds = new Set(groups.map(({ id }) => id));
  const itemIds = new Set(items.map(({ id }) => id));
  const paths = [
    ...(groupIds.size < groups.length ? ['groups'] : []),
    ...(itemIds.size < items.length ? ['items'] : []),
    ...items.flatMap(({ groupId }, index) =>
      groupId === undefined || groupIds.has(groupId) ? [] : [`items.${String(index)}.groupId`],
    ),
  ];
  if (paths.length === 0) return;
  throw new AppError('input.invalid', 'ids that are there twice, or groups that are not', {
    facts: { paths: paths.slice(0, 20) },
  });
}
