// Where the tests take their PostgreSQL from: one that runs, the installed package, one installed first, or none.
import {
  choosePostgres,
  ensurePostgres,
  isJudging,
  postgresUrl,
  type PostgresMachine,
} from '../../support/launch/findPostgres.mjs';

beforeEach(() => {
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation(() => undefined);
});

/** A machine that does as told; installing makes it installed, unless apt fails. */
class MachineFake implements PostgresMachine {
  installs = 0;
  private readonly facts: { runs?: boolean; has?: boolean; isRootOnDebian?: boolean; aptFails?: boolean };

  constructor(facts: MachineFake['facts']) {
    this.facts = facts;
  }
  answers(): boolean {
    return this.facts.runs === true;
  }
  isInstalled(): boolean {
    return this.facts.has === true || (this.installs > 0 && this.facts.aptFails !== true);
  }
  canInstall(): boolean {
    return this.facts.isRootOnDebian === true;
  }
  install(): Promise<string> {
    this.installs += 1;
    return Promise.resolve('what apt said');
  }
}

describe('ensurePostgres', () => {
  it.each([
    ['a server answers', { runs: true, isRootOnDebian: true }, true, 0],
    ['none answers but the package is there', { has: true, isRootOnDebian: true }, true, 0],
    ['it is a fresh machine where it may install', { isRootOnDebian: true }, true, 1],
    ['it may install and that fails', { isRootOnDebian: true, aptFails: true }, false, 1],
    ['there is nothing and it may not install', {}, false, 0],
  ])('when %s: gives what the tests will find', async (_when, facts, isThere, installs) => {
    const machine = new MachineFake(facts);
    expect(await ensurePostgres(machine)).toBe(isThere);
    expect(machine.installs).toBe(installs);
  });

  it('shows what the installer said when it failed', async () => {
    await ensurePostgres(new MachineFake({ isRootOnDebian: true, aptFails: true }));
    expect(console.error).toHaveBeenCalledWith('what apt said');
  });
});

describe('postgresUrl', () => {
  it.each([
    [{}, 'postgres://ada@127.0.0.1:5432/postgres'],
    [
      { PGHOST: 'db.example.com', PGPORT: '6432', PGUSER: 'test', PGPASSWORD: 'a b@c', PGDATABASE: 'logs' },
      'postgres://test:a%20b%40c@db.example.com:6432/logs',
    ],
  ])('points for %j to %s', (env, url) => {
    expect(postgresUrl(env, 'ada')).toBe(url);
  });
});

describe('choosePostgres', () => {
  const url = 'postgres://test:hidden@db.example.com:6432/postgres';
  const parts = (change: Partial<Parameters<typeof choosePostgres>[0]>, said: string[] = []) => ({
    url,
    probe: () => 'connection refused',
    isInstalled: () => false,
    start: () => 'postgres://test@127.0.0.1:23456/postgres',
    mustBeThere: false,
    say: (text: string) => void said.push(text),
    ...change,
  });

  it('takes the server that answers, and starts none', () => {
    const start = (): string => {
      throw new Error('must not start');
    };
    expect(choosePostgres(parts({ probe: () => undefined, isInstalled: () => true, start }))).toBe(url);
  });

  it('starts one of its own from the installed package', () => {
    expect(choosePostgres(parts({ isInstalled: () => true }))).toBe('postgres://test@127.0.0.1:23456/postgres');
  });

  describe('when there is none', () => {
    it('says so in one line of its own, without the password', () => {
      const said: string[] = [];
      expect(choosePostgres(parts({}, said))).toBeUndefined();
      expect(said).toEqual([
        '\nNO POSTGRESQL at db.example.com:6432 (connection refused) and none installed: its keeper is NOT TESTED\n',
      ]);
    });

    it('fails where changes are judged', () => {
      expect(() => choosePostgres(parts({ mustBeThere: true }))).toThrow('NOT TESTED');
    });
  });
});

describe('isJudging', () => {
  it.each([
    [undefined, false],
    ['', false],
    ['0', false],
    ['false', false],
    ['1', true],
    ['true', true],
  ])('says of CI=%s: %s', (CI, expected) => {
    expect(isJudging({ CI })).toBe(expected);
  });
});
