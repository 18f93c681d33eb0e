// The models around the person: shared lines, voicemail, ordered calls; and an app opened while the service is away.
import { AppError } from '#shared/errors';
import { aSharedLine } from '../../../fixtures/stories/SharedLineCard.stories.tsx';
import { AppScene, lost, snapshot } from '../../../support/AppScene.ts';
import { aLiveCall, aMe, aRecord } from '../../../support/aRecord.ts';
import { settle } from '../../../support/ClockFake.ts';

describe('shared lines, voicemail and what the phone system can do', () => {
  it('come with the profile, the snapshot and their events', async () => {
    const scene = new AppScene();
    scene.me = aMe({ voicemail: { setup: 'temporaryPin' } });
    await scene.app.start();
    await scene.state({ kind: 'open' });
    await scene.tell(
      { ...snapshot, sharedLines: [aSharedLine()], mailboxes: [{ extension: '2014', isWaiting: true }] },
      { type: 'sharedLines', lines: [aSharedLine({ state: 'connected' })] },
      { type: 'mailboxes', mailboxes: [{ extension: '2014', isWaiting: true, newMessages: 2 }] },
    );
    expect(scene.app.sharedLines.getSnapshot().lines).toMatchObject([{ extension: '2001', state: 'connected' }]);
    expect(scene.app.voicemail.getSnapshot()).toMatchObject({ newCount: 2, site: { setup: 'temporaryPin' } });
    await scene.app.voicemail.calls.ensureLoaded();
    await scene.tell({ type: 'record', record: aRecord({ id: 'v1', outcome: 'voicemail' }) });
    expect(scene.app.voicemail.calls.getSnapshot().rows.map(({ record }) => record.id)).toContain('v1');
    await scene.tell(snapshot);
    expect(scene.app.sharedLines.getSnapshot().lines).toEqual([]);
  });

  it('stop saying that the phone rings once the ordered call is on its way', async () => {
    const scene = new AppScene();
    await scene.app.start();
    await scene.state({ kind: 'open' });
    const running = aLiveCall({ id: 'c0', direction: 'outgoing', state: 'connected' });
    await scene.tell({ ...snapshot, calls: [running] });
    await scene.app.dial.ring('0199002015');
    const ordered = aLiveCall({ id: 'c9', direction: 'outgoing', state: 'initiated' });
    await scene.tell({ type: 'calls', calls: [running, ordered] });
    expect(scene.app.dial.getSnapshot().status.kind).toBe('ringing');
    await scene.tell({ type: 'calls', calls: [running, { ...ordered, state: 'alerting' }] });
    expect(scene.app.dial.getSnapshot().status.kind).toBe('none');
  });
});

describe('when the app is opened while the service is away', () => {
  const away = new AppError('service.unavailable', 'away');
  let visited: AppScene;
  let scene: AppScene;

  /** A visit while all was well, then another on the same device. */
  beforeEach(async () => {
    visited = new AppScene();
    await visited.app.start();
    await visited.state({ kind: 'open' });
    await visited.tell(snapshot);
    visited.app.stop();
    scene = new AppScene(visited.settings);
    scene.meFault = scene.callsFault = away;
    await scene.app.start();
    await scene.state(lost('service.unavailable'));
    await scene.clock.pass(3_000);
  });

  it('shows the person and the last log from this device, and says since when', () => {
    expect(scene.app.session.getSnapshot()).toMatchObject({
      phase: 'signedIn',
      connection: 'lost',
      error: undefined,
      me: { user: { displayName: 'Ada Example' } },
      presence: 'unknown',
    });
    expect(scene.app.recent.getSnapshot()).toMatchObject({ phase: 'ready', rows: [{ record: { id: 'r1' } }] });
    expect(scene.app.copy.getSnapshot().shownFromMs).toBe(visited.clock.now());
    expect(scene.app.session.getSnapshot().lostSinceMs).toBe(scene.clock.now() - 3_000);
  });

  it('shows the truth by itself when the service is back', async () => {
    scene.meFault = scene.callsFault = undefined;
    scene.records = [aRecord({ id: 'r7' })];
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    expect(scene.app.recent.getSnapshot().rows.map(({ record }) => record.id)).toEqual(['r7']);
    expect(scene.app.session.getSnapshot()).toMatchObject({ connection: 'open', lostSinceMs: undefined });
    expect(scene.app.session.getSnapshot().presence).toBe('available');
    expect(scene.app.copy.getSnapshot().shownFromMs).toBeUndefined();
  });

  it('reads a log again that was first opened during a later outage', async () => {
    scene.meFault = scene.callsFault = undefined;
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    scene.callsFault = away;
    await scene.state(lost('service.unavailable'));
    await scene.app.log.ensureLoaded();
    expect(scene.app.copy.getSnapshot().shownFromMs).toBeDefined();
    scene.callsFault = undefined;
    scene.records = [aRecord({ id: 'r8' })];
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    expect(scene.app.log.getSnapshot().rows.map(({ record }) => record.id)).toEqual(['r8']);
  });

  it('forgets that a page of the log came from this device once nobody looks at it', async () => {
    scene.meFault = scene.callsFault = undefined;
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    scene.app.log.setFilter('incoming');
    await settle();
    scene.callsFault = away;
    await scene.state(lost('service.unavailable'));
    await scene.app.log.load();
    scene.app.log.setFilter('all');
    await settle();
    scene.callsFault = undefined;
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    expect(scene.app.copy.getSnapshot().shownFromMs).toBeUndefined();
  });

  it('reads profile and log again when the person asks, although the stream was never away', async () => {
    scene.meFault = scene.callsFault = undefined;
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    scene.callsFault = away;
    await scene.app.recent.load();
    expect(scene.app.copy.getSnapshot().shownFromMs).toBeDefined();
    scene.callsFault = undefined;
    scene.records = [aRecord({ id: 'r9' })];
    scene.app.retry();
    await settle();
    expect(scene.app.recent.getSnapshot().rows.map(({ record }) => record.id)).toEqual(['r9']);
    expect(scene.app.copy.getSnapshot().shownFromMs).toBeUndefined();
  });
});

describe('when the service is back', () => {
  it('asks again for everything the person has asked for in vain', async () => {
    const scene = new AppScene();
    await scene.app.start();
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    scene.peopleFault = scene.phoneFault = scene.rulesFault = new AppError('service.unavailable', 'away');
    await scene.state(lost('service.unavailable'));
    await Promise.allSettled([scene.app.people.search(), scene.app.phone.load(), scene.app.numbers.load()]);
    expect(scene.app.people.getSnapshot().phase).toBe('failed');
    scene.peopleFault = scene.phoneFault = scene.rulesFault = undefined;
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    expect(scene.app.people.getSnapshot().phase).toBe('ready');
    expect(scene.app.phone.getSnapshot().phase).toBe('ready');
    expect(scene.app.numbers.getSnapshot().format('0199')).toBe('FR 0199');
  });
});

describe('when somebody else signs in', () => {
  it('reads their log, and shows nothing of the person before', async () => {
    const scene = new AppScene();
    await scene.app.start();
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    await scene.state(lost('auth.invalid'));
    scene.me = aMe({ user: { id: 'bruno', tenantId: 't1', displayName: 'Bruno Sample' } });
    scene.records = [aRecord({ id: 'of-bruno' })];
    await scene.app.signIn();
    await settle();
    expect(scene.app.recent.getSnapshot().rows.map(({ record }) => record.id)).toEqual(['of-bruno']);
  });
});
