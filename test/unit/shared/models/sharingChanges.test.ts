// Lines that begin or cease to be shared while the app is open: their calls come into the log, or go from it.
import type { SharedLine } from '#shared/contracts';
import { AppScene, lost, snapshot } from '../../../support/AppScene.ts';
import { aRecord } from '../../../support/aRecord.ts';

const line: SharedLine = {
  extension: '2099',
  owner: { id: 'u9', displayName: 'Chloé Specimen' },
  state: 'idle',
  calls: [],
  canMakeCall: false,
};
const own = aRecord({ id: 'own' });
const shared = aRecord({ id: 'shared', line: '2099', owner: { id: 'u9' }, startedAt: '2026-11-20T06:00:00.000Z' });

describe('a log with calls on shared lines', () => {
  let scene: AppScene;
  const shown = (): readonly string[] => scene.app.log.getSnapshot().rows.map(({ record }) => record.id);
  const begin = async (lines: readonly SharedLine[], records: typeof scene.records): Promise<void> => {
    scene = new AppScene();
    scene.records = records;
    await scene.app.start();
    await scene.state({ kind: 'open' });
    await scene.tell({ ...snapshot, sharedLines: [...lines] });
    await scene.app.log.load();
    scene.log.length = 0;
  };

  it('loses them when the sharing ends', async () => {
    await begin([line], [own, shared]);
    expect(shown()).toEqual(['own', 'shared']);
    scene.records = [own];
    await scene.tell({ ...snapshot, sharedLines: [] });
    expect(shown()).toEqual(['own']);
    expect(scene.log.filter((what) => what === 'me')).toHaveLength(1);
  });

  it('gets them when one more is shared', async () => {
    await begin([], [own]);
    scene.records = [own, shared];
    await scene.tell({ type: 'sharedLines', lines: [line] });
    expect(shown()).toEqual(['own', 'shared']);
    expect(scene.log).toContain('me');
  });

  it('loses them also when the sharing ended during a gap', async () => {
    await begin([line], [own, shared]);
    scene.records = [own];
    await scene.state(lost('service.unavailable'));
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    expect(shown()).toEqual(['own']);
  });

  it('is not read again when a shared line only rings', async () => {
    await begin([line], [own, shared]);
    await scene.tell({ type: 'sharedLines', lines: [{ ...line, state: 'ringing' }] });
    await scene.tell({ ...snapshot, sharedLines: [line] });
    expect(scene.log.filter((what) => what.startsWith('calls'))).toEqual([]);
  });
});
