// How the people of a tenant are kept in step: changes laid over what is known, kept in parts, and told again when they were not kept.
import { applyUserChanges } from '../../../../bot/bridge/applyUserChanges.ts';
import { createPeopleKeeper } from '../../../../bot/bridge/peopleKeeper.ts';
import { refreshDirectory } from '../../../../bot/bridge/refreshDirectory.ts';
import type { GraphUser, UserChanges } from '#bot/graph';
import { silentLogger } from '#bot/telemetry';
import { AppError } from '#shared/errors';
import { until } from '../../../support/until.ts';

const ada: GraphUser = {
  id: 'user-1',
  displayName: 'Ada Example',
  userPrincipalName: 'ada@example.com',
  mail: 'ada@example.com',
  businessPhones: ['+33199000101'],
};
const bruno: GraphUser = { ...ada, id: 'user-2', displayName: 'Bruno Sample', userPrincipalName: 'bruno@example.com' };

function since(...changes: UserChanges['changes']): UserChanges {
  return { isWhole: false, changes, position: 'next' };
}

class StoreFake {
  readonly texts = new Map<string, string>();
  readonly written: string[] = [];
  refusals = 0;

  keptText(_tenantId: string, key: string): Promise<string | undefined> {
    return Promise.resolve(this.texts.get(key));
  }

  keepText(_tenantId: string, key: string, text: string): Promise<void> {
    if (this.refusals > 0) {
      this.refusals -= 1;
      return Promise.reject(new AppError('store.locked', 'told to refuse'));
    }
    this.texts.set(key, text);
    this.written.push(key);
    return Promise.resolve();
  }
}

describe('applyUserChanges', () => {
  describe('when there are changes since', () => {
    it('keeps what is not spoken of, empties what is null, and takes who is gone away', () => {
      const { users, changedIds } = applyUserChanges(
        [ada, bruno],
        since(
          { id: ada.id, fields: { mail: null, jobTitle: 'Pilot' } },
          { id: bruno.id, isGone: true, fields: {} },
          { id: 'user-3', fields: { userPrincipalName: 'chloe@example.com', displayName: null } },
        ),
      );
      const { mail: _mail, ...rest } = ada;
      expect(users).toEqual([
        { ...rest, jobTitle: 'Pilot' },
        { id: 'user-3', displayName: 'chloe@example.com', userPrincipalName: 'chloe@example.com', businessPhones: [] },
      ]);
      expect(changedIds).toEqual(new Set([ada.id, bruno.id, 'user-3']));
    });

    it('takes the last word on somebody, and what makes no difference for no change', () => {
      const back = since(
        { id: ada.id, isGone: true, fields: {} },
        { id: ada.id, fields: { ...ada } },
        { id: bruno.id, fields: { displayName: bruno.displayName } },
      );
      const known = [ada, bruno];
      expect(applyUserChanges(known, back)).toEqual({ users: known, changedIds: new Set(), skipped: 0 });
    });

    it('counts whom it knows too little of', () => {
      expect(applyUserChanges([], since({ id: 'user-9', fields: { jobTitle: 'Pilot' } }))).toMatchObject({
        users: [],
        skipped: 1,
      });
    });
  });

  describe('when everybody was read', () => {
    it('takes away whoever is not among them', () => {
      const whole = { isWhole: true, changes: [{ id: ada.id, fields: { ...ada } }], position: 'next' };
      expect(applyUserChanges([ada, bruno], whole)).toMatchObject({ users: [ada], changedIds: new Set([bruno.id]) });
    });
  });
});

describe('createPeopleKeeper', () => {
  describe('when people are kept', () => {
    it('writes the part of whoever changed and gives everybody back', async () => {
      const store = new StoreFake();
      const keeper = createPeopleKeeper(store, 'tenant');
      await keeper.keep([ada, bruno], new Set([ada.id, bruno.id]));
      store.written.length = 0;
      await keeper.keep([{ ...ada, jobTitle: 'Pilot' }, bruno], new Set([ada.id]));
      expect(store.written).toHaveLength(1);
      expect(new Set(await keeper.recall())).toEqual(new Set([{ ...ada, jobTitle: 'Pilot' }, bruno]));
    });

    it('takes over people that were kept as one text', async () => {
      const store = new StoreFake();
      store.texts.set('people', JSON.stringify([ada, bruno]));
      const keeper = createPeopleKeeper(store, 'tenant');
      expect(await keeper.recall()).toEqual([ada, bruno]);
      await keeper.keep([ada], new Set([bruno.id]));
      expect(await keeper.recall()).toEqual([ada]);
      expect(store.texts.get('people')).toBe('');
    });

    it.each(['{', '[{"id":7}]', 'null'])('forgets the position when a part is %j', async (text) => {
      const store = new StoreFake();
      const keeper = createPeopleKeeper(store, 'tenant');
      await keeper.keep([ada], new Set([ada.id]));
      await keeper.keepPosition('here');
      expect(await keeper.position()).toBe('here');
      store.texts.set(store.written[0] ?? '', text);
      expect(await keeper.recall()).toEqual([]);
      expect(await keeper.position()).toBeUndefined();
    });
  });
});

describe('refreshDirectory', () => {
  function refresh(
    store: StoreFake,
    answers: readonly UserChanges[],
  ): { asked: (string | undefined)[]; told: string[]; stop: () => void } {
    const keeper = createPeopleKeeper(store, 'tenant');
    const asked: (string | undefined)[] = [];
    const told: string[] = [];
    let known: readonly GraphUser[] = [];
    const rest = [...answers];
    const refresher = refreshDirectory({
      tenantId: 'tenant',
      graph: {
        userChanges: (position) => {
          asked.push(position);
          return Promise.resolve(rest.shift() ?? since());
        },
      },
      keeper,
      refreshMinutes: 15,
      known: () => known,
      onPeople: (users, changedIds) => {
        known = users;
        told.push([...changedIds].join());
        return keeper.keep(users, changedIds);
      },
      logger: silentLogger,
      random: () => 0,
    });
    return { asked, told, stop: refresher.stop };
  }

  const whole: UserChanges = {
    isWhole: true,
    changes: [ada, bruno].map(({ id, ...fields }) => ({ id, fields })),
    position: 'first',
  };

  afterEach(() => jest.useRealTimers());

  describe('when the disk does not take the people', () => {
    it('does not move on before it did', async () => {
      jest.useFakeTimers();
      const store = new StoreFake();
      store.refusals = 1;
      const { told, stop } = refresh(store, [whole, whole]);
      while (told.length < 2) await jest.advanceTimersByTimeAsync(1_000);
      await jest.advanceTimersByTimeAsync(0);
      expect(told).toEqual(['user-1,user-2', 'user-1,user-2']);
      expect(await createPeopleKeeper(store, 'tenant').recall()).toHaveLength(2);
      expect(store.texts.get('people/position')).toBe('first');
      stop();
    });
  });

  describe('when nothing has changed', () => {
    it('tells nobody and asks from where it was', async () => {
      jest.useFakeTimers();
      const { asked, told, stop } = refresh(new StoreFake(), [whole]);
      await jest.advanceTimersByTimeAsync(31 * 60_000);
      expect(asked).toEqual([undefined, 'first', 'next']);
      expect(told).toHaveLength(1);
      stop();
    });
  });

  describe('when an account is enabled again and nothing but that is told', () => {
    it('reads everybody in the same turn, and goes on from there', async () => {
      jest.useFakeTimers();
      const away = since({ id: ada.id, isGone: true, fields: {} });
      const back = { ...since({ id: ada.id, fields: {} }), position: 'after' };
      const { asked, told, stop } = refresh(new StoreFake(), [whole, away, back, whole]);
      await jest.advanceTimersByTimeAsync(46 * 60_000);
      expect(asked).toEqual([undefined, 'first', 'next', undefined, 'first']);
      expect(told).toEqual(['user-1,user-2', 'user-1', 'user-1']);
      stop();
    });

    it('reads everybody once where Graph tells too little even then', async () => {
      jest.useFakeTimers();
      const unknown = { id: 'user-9', fields: { jobTitle: 'Pilot' } };
      const { asked, stop } = refresh(new StoreFake(), [
        whole,
        since(unknown),
        { ...whole, changes: [...whole.changes, unknown] },
      ]);
      await jest.advanceTimersByTimeAsync(31 * 60_000);
      expect(asked).toEqual([undefined, 'first', undefined, 'first']);
      stop();
    });
  });

  describe('when a position is kept and nobody is known', () => {
    it('reads everybody', async () => {
      const store = new StoreFake();
      store.texts.set('people/position', 'somewhere');
      const { asked, stop } = refresh(store, [whole]);
      await until(() => asked.length === 1);
      expect(asked).toEqual([undefined]);
      stop();
    });
  });
});
