// The profile of an app that stays open: read again when something of it may have changed.
import { AppError } from '#shared/errors';
import { AppScene, lost, snapshot } from '../../../support/AppScene.ts';
import { aMe } from '../../../support/aRecord.ts';
import { settle } from '../../../support/ClockFake.ts';

describe('the profile of an app that stays open', () => {
  let scene: AppScene;
  const reads = (): number => scene.log.filter((what) => what === 'me').length;

  beforeEach(async () => {
    scene = new AppScene();
    scene.me = aMe({ can: { makeCall: false } });
    await scene.app.start();
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    scene.me = aMe({ can: { makeCall: true }, country: 'GB' });
    scene.log.length = 0;
  });

  it('is read again once after a gap', async () => {
    await scene.state(lost('service.unavailable'));
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    expect(scene.app.dial.getSnapshot().canRing).toBe(true);
    expect(reads()).toBe(1);
  });

  it('is read again when the service tells the present anew, e.g. after a reload of its configuration', async () => {
    await scene.tell(snapshot);
    expect(scene.app.dial.getSnapshot().canRing).toBe(true);
  });

  it('is read again when the person asks', async () => {
    scene.app.retry();
    await settle();
    expect(scene.app.dial.getSnapshot().canRing).toBe(true);
  });

  it('does not take back what the stream has told meanwhile', async () => {
    scene.me = aMe({ presence: 'available', pbx: 'up' });
    await scene.tell({ ...snapshot, presence: 'busy', mailboxes: [{ extension: '2014', isWaiting: true }] });
    expect(scene.app.session.getSnapshot()).toMatchObject({ presence: 'busy', me: { country: 'FR' } });
    expect(scene.app.voicemail.getSnapshot().isWaiting).toBe(true);
  });

  it('stays as it is when it cannot be read: the copy on this device knows less', async () => {
    scene.meFault = new AppError('service.unavailable', 'away');
    await scene.tell({ ...snapshot, presence: 'busy' });
    expect(scene.app.session.getSnapshot()).toMatchObject({ presence: 'busy', pbx: 'up' });
    expect(scene.app.copy.getSnapshot().shownFromMs).toBeUndefined();
  });
});
