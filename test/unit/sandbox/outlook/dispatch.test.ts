// The methods of an Outlook item by the numbers office.js calls them.
import { dispatch, methodName } from '../../../sandbox/outlook/page/dispatch.ts';
import { sample, worldOf } from './outlookWorld.ts';

const notice = { key: 'join', message: 'No meeting found', type: 2, icon: 'icon16', persistent: false };

describe('dispatch', () => {
  it.each([
    [18, {}, 'Revue du trimestre'],
    [24, { TimeProperty: 1 }, sample('own').at],
    [24, { TimeProperty: 2 }, sample('own').at + 60 * 60_000],
    [26, {}, 'Salle Exemple; Réunion Microsoft Teams'],
    [37, { coercionType: 3 }, sample('own').html],
    [164, {}, 'own'],
  ])('answers method %d with %j', (method, params, data) => {
    expect(dispatch(method, params, worldOf(sample('own')))).toEqual({ wasSuccessful: true, data });
  });

  it('gives the body as text', () => {
    const answer = dispatch(37, { coercionType: 0 }, worldOf(sample('phone-conference')));
    expect(answer).toMatchObject({ wasSuccessful: true, data: expect.stringContaining('Code PIN : 2468 #') as string });
  });

  it('keeps the bars above the item until they are taken away', () => {
    const world = worldOf(sample('teams'));
    dispatch(35, notice, world);
    dispatch(33, { ...notice, key: 'other' }, world);
    dispatch(35, { ...notice, message: 'Joining' }, world);
    expect(dispatch(34, {}, world)).toMatchObject({ data: [{ key: 'join', message: 'Joining' }, { key: 'other' }] });
    expect(dispatch(36, { key: 'join' }, world)).toMatchObject({ wasSuccessful: true });
    expect(dispatch(36, { key: 'join' }, world)).toMatchObject({ wasSuccessful: false, error: true });
    expect([world.notices.size, world.told.length]).toEqual([1, 4]);
  });

  it('hands the add-in’s window.open and its wish to be closed to the page', () => {
    const world = worldOf(null);
    dispatch(403, { launchUrl: 'https://example.com/' }, world);
    dispatch(42, {}, world);
    expect(world.told).toEqual(['open https://example.com/', 'close']);
  });

  it('refuses methods of an item when there is none, and what this Outlook does not have', () => {
    expect(dispatch(37, { coercionType: 0 }, worldOf(null))).toMatchObject({ wasSuccessful: false, errorCode: 9030 });
    expect(dispatch(17, { subject: 'x' }, worldOf(sample('own')))).toEqual({ wasSuccessful: false });
  });

  it('says in words what was called', () => {
    expect([methodName(37), methodName(9999)]).toEqual(['body.getAsync', 'method 9999']);
  });
});
