// The whole set of models following a service.
import { AppError } from '#shared/errors';
import { createNumbersModel } from '#shared/models';
import * as numberRules from '#shared/domain/number';
import { AppScene, lost, snapshot } from '../../../support/AppScene.ts';
import { aLiveCall, aRecord } from '../../../support/aRecord.ts';
import { settle } from '../../../support/ClockFake.ts';

describe('createAppModel', () => {
  let scene: AppScene;
  beforeEach(() => {
    scene = new AppScene();
  });

  describe('when the host signs in silently', () => {
    beforeEach(async () => {
      await scene.app.start();
      await scene.state({ kind: 'open' });
      await scene.tell(snapshot);
    });

    it('reads profile and log once each, the log after the snapshot', () => {
      expect(scene.log).toEqual(['ask host', 'stream', 'me', 'calls all', 'calls missed']);
      expect(scene.app.session.getSnapshot()).toMatchObject({ phase: 'signedIn', connection: 'open', pbx: 'up' });
      expect(scene.app.dial.getSnapshot().canRing).toBe(true);
    });

    it('shows numbers as the site writes them once the rules are there', async () => {
      expect(scene.app.numbers.getSnapshot().format('0199')).toBe('0199');
      await scene.app.numbers.load();
      expect(scene.app.numbers.getSnapshot().format('0199')).toBe('FR 0199');
    });

    it('feeds every model from the stream', async () => {
      await scene.app.people.search();
      await scene.tell(
        { type: 'calls', calls: [aLiveCall()] },
        { type: 'presence', presence: 'busy', lines: [] },
        { type: 'pbx', pbx: 'down' },
        { type: 'people', people: [{ id: 'p1', lineState: 'ringing' }] },
        { type: 'record', record: aRecord({ id: 'r2', outcome: 'missed', startedAt: '2026-11-20T07:30:00.000Z' }) },
      );
      expect(scene.app.live.getSnapshot().calls).toHaveLength(1);
      expect(scene.app.session.getSnapshot()).toMatchObject({ presence: 'busy', pbx: 'down' });
      expect(scene.app.people.getSnapshot().people[0]?.lineState).toBe('ringing');
      expect(scene.app.recent.getSnapshot().rows.map((row) => row.record.id)).toEqual(['r2', 'r1']);
    });

    it('reads the profile but not the log again when the stream returns, and the log after a reset', async () => {
      scene.log.length = 0;
      await scene.state(lost('service.unavailable'));
      await scene.state({ kind: 'open' });
      await scene.tell(snapshot);
      expect(scene.log).toEqual(['me']);
      await scene.tell({ type: 'reset' });
      expect(scene.log).toEqual(['me', 'calls all', 'calls missed']);
    });

    it('keeps the last data when the connection is lost, and says so after a grace', async () => {
      await scene.tell({ type: 'calls', calls: [aLiveCall()] });
      await scene.state(lost('service.unavailable'));
      expect(scene.app.session.getSnapshot().connection).toBe('open');
      await scene.clock.pass(2_500);
      expect(scene.app.session.getSnapshot().connection).toBe('lost');
      expect(scene.app.live.getSnapshot().calls).toHaveLength(1);
      await scene.state({ kind: 'open' });
      expect(scene.app.session.getSnapshot().connection).toBe('open');
    });

    it('says nothing of a short gap', async () => {
      const seen: string[] = [];
      scene.app.session.subscribe(() => seen.push(scene.app.session.getSnapshot().connection));
      await scene.state(lost('service.unavailable'));
      await scene.clock.pass(2_000);
      await scene.state({ kind: 'open' });
      await scene.clock.pass(10_000);
      expect(seen).not.toContain('lost');
    });

    it('asks to sign in when the token is refused, and goes on when it is taken again', async () => {
      await scene.state(lost('auth.invalid'));
      expect(scene.app.session.getSnapshot()).toMatchObject({ phase: 'signedOut', error: 'auth.invalid' });
      await scene.tell(snapshot);
      expect(scene.app.session.getSnapshot().phase).toBe('signedIn');
    });

    it('stops', () => {
      scene.app.stop();
      expect(scene.log.at(-1)).toBe('close');
    });
  });

  describe('when the host cannot sign in silently', () => {
    beforeEach(async () => {
      scene.signInFault = new AppError('signIn.failed', 'no');
      await scene.app.start();
    });

    it('waits for the person, without a complaint', () => {
      expect(scene.app.session.getSnapshot()).toMatchObject({ phase: 'signedOut', error: undefined });
      expect(scene.log).toEqual(['ask host']);
    });

    it('says so when signing in fails, and starts when it works', async () => {
      await scene.app.signIn();
      expect(scene.app.session.getSnapshot()).toMatchObject({ phase: 'signedOut', error: 'signIn.failed' });
      scene.signInFault = undefined;
      await scene.app.signIn();
      await settle();
      expect(scene.app.session.getSnapshot()).toMatchObject({ phase: 'signedIn', error: undefined });
      expect(scene.log).toContain('stream');
    });
  });

  describe('when the service is away at the start', () => {
    beforeEach(async () => {
      scene.meFault = new AppError('service.unavailable', 'away');
      await scene.app.start();
      await scene.state(lost('service.unavailable'));
    });

    it('tries the log all the same and tells the fault', () => {
      expect(scene.log).toContain('calls all');
      expect(scene.app.session.getSnapshot()).toMatchObject({ phase: 'signedIn', error: 'service.unavailable' });
    });

    it('reads profile and log when the stream opens', async () => {
      scene.meFault = undefined;
      scene.log.length = 0;
      await scene.state({ kind: 'open' });
      await scene.tell(snapshot);
      expect(scene.log).toEqual(['me', 'calls all', 'calls missed']);
      expect(scene.app.session.getSnapshot().error).toBeUndefined();
    });

    it('tries at once when the person asks', async () => {
      scene.log.length = 0;
      scene.app.retry();
      await settle();
      expect(scene.log).toEqual(['wake', 'me']);
    });
  });

  it('corrects for a wrong clock of the device, and ignores noise', () => {
    const { session } = scene.app;
    session.setServerTime(100_900, 100_000);
    expect(session.getSnapshot().clockSkewMs).toBe(0);
    session.setServerTime(220_400, 100_000);
    expect(session.getSnapshot().clockSkewMs).toBe(120_000);
  });

  it('puts what rings before what is running', () => {
    const running = aLiveCall({ id: 'c2', state: 'connected', startedAt: '2026-11-20T07:59:00.000Z' });
    scene.app.live.replace([running, aLiveCall({ id: 'c1' })]);
    expect(scene.app.live.getSnapshot().calls.map((call) => call.id)).toEqual(['c1', 'c2']);
  });
});

describe('createNumbersModel', () => {
  it.each([
    ['01 99 00 20 14', 'tel:0199002014'],
    ['+33 (1) 99.00-20', 'tel:+331990020'],
    ['*21#', null],
    ['javascript:alert(1)', null],
    ['tel:1,2', null],
    ['5', null],
    ['Ada', null],
  ])('before the rules are loaded, %p dials %p', (text, uri) => {
    const numbers = createNumbersModel(() => Promise.reject(new Error('offline')));
    expect(numbers.getSnapshot().telUri(text)).toBe(uri);
  });

  it('may load again after a failure', async () => {
    let tries = 0;
    const numbers = createNumbersModel(async () => {
      tries += 1;
      if (tries === 1) throw new Error('offline');
      return { ...numberRules, toTelUri: () => 'tel:1', formatNumber: () => 'one' };
    });
    await expect(numbers.load()).rejects.toThrow('offline');
    await numbers.load();
    expect(numbers.getSnapshot().format('1')).toBe('one');
  });
});

describe('createAppModel', () => {
  let scene: AppScene;
  beforeEach(() => {
    scene = new AppScene();
  });

  describe('when calls were missed', () => {
    it('counts what the service counts, and no more once the person has looked, on any device', async () => {
      scene.missedCount = 2;
      await scene.app.start();
      await scene.tell(snapshot);
      expect(scene.app.session.getSnapshot().missedCount).toBe(2);
      await scene.app.lookAtMissed();
      expect(scene.app.session.getSnapshot().missedCount).toBe(0);
      expect(scene.log).toContain('seen');
      await scene.tell({ type: 'missed', count: 1 });
      expect(scene.app.session.getSnapshot().missedCount).toBe(1);
    });
    it('takes rows out of every list that were deleted elsewhere', async () => {
      scene.records = [aRecord({ id: 'r1' }), aRecord({ id: 'r2' })];
      await scene.app.start();
      await scene.tell(snapshot);
      await scene.tell({ type: 'removed', ids: ['r1'] });
      expect(scene.app.recent.getSnapshot().rows.map(({ record }) => record.id)).toEqual(['r2']);
    });
  });
});
