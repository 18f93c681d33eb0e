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
import { isCovered } from '#shared/domain/number';
import { AppError } from '#shared/errors';
import type { Caller } from './HeartPort.ts';
import { conflict, KeptDocument, type KeptOptions, type Revised } from './keptDocument.ts';
import type { LiveStream } from './liveStream.ts';

/** What the desk works with. */
export interface PersonalDeskOptions extends KeptOptions {
  readonly stream: LiveStream;
  /** The colleague a number reaches. */
  readonly personOf: (number: string) => string | undefined;
}

type What = 'speedDials' | 'settings';

const listSchema = v.omit(speedDialsSchema, ['revision', 'people']);
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
    return this.toSpeedDials(await this.dials.get(userId));
  }

  /** Puts the whole list in place of the one of `revision`. Throws `personal.conflict`, `input.invalid` (facts: paths). */
  async changeSpeedDials({ userId }: Caller, { revision, ...list }: SpeedDialsChange): Promise<SpeedDials> {
    mustHold(list);
    const kept = await this.dials.change(userId, (present) => {
      if (present.revision !== revision) throw conflict();
      mustBeWhole(list, present.value);
      return list;
    });
    this.tell(userId, 'speedDials', kept);
    return this.toSpeedDials(kept);
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

  /** Who a number reaches is found anew at each answer: the directory and the lines change, the list does not. */
  private toSpeedDials({ revision, value }: Revised<SpeedDialList>): SpeedDials {
    const people = value.items.flatMap(({ number, personId }) => {
      const person = personId === undefined ? this.options.personOf(number) : undefined;
      return person === undefined ? [] : [[number, person] as const];
    });
    return { revision, ...value, ...(people.length > 0 && { people: Object.fromEntries(people) }) };
  }

  /** To every stream of the person; the app that changed it knows the revision already. */
  private tell(userId: string, what: What, { revision }: Revised<unknown>): void {
    this.options.stream.toUser(userId, { event: { type: 'personal', what, revision } });
  }
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

/** A number whose last digits are hidden reaches nobody. One that an earlier version kept does not stand in the way of other changes. */
function mustBeWhole({ items }: SpeedDialList, before: SpeedDialList): void {
  const kept = new Set(before.items.map(({ number }) => number));
  const paths = items.flatMap(({ number }, index) =>
    isCovered(number) && !kept.has(number) ? [`items.${String(index)}.number`] : [],
  );
  if (paths.length === 0) return;
  throw new AppError('input.invalid', 'numbers whose digits are hidden', { facts: { paths: paths.slice(0, 20) } });
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
