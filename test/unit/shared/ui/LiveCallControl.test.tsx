/** @jest-environment jsdom */
// What can be done with a live call: only what makes sense and what the phone system offers.
import { screen } from '@testing-library/react';
import type { CallAction, LiveCall } from '#shared/contracts';
import { createTranslator, loadMessages } from '#shared/i18n';
import { LiveCallList } from '#shared/ui';
import { stories } from '../../../fixtures/stories/LiveCallCard.stories.tsx';
import { aLiveCall } from '../../../support/aRecord.ts';
import { renderUi } from './renderUi.tsx';
import { storyNamed } from './storyNamed.ts';

const all: readonly CallAction[] = ['answer', 'hold', 'retrieve', 'clear'];
const names = (): readonly (string | null)[] => screen.queryAllByRole('button').map(({ textContent }) => textContent);

describe('LiveCallCard', () => {
  it.each<[LiveCall['direction'], LiveCall['state'], readonly string[]]>([
    ['incoming', 'alerting', ['Answer', 'Decline']],
    ['incoming', 'connected', ['Hold', 'Hang up']],
    ['outgoing', 'hold', ['Resume', 'Hang up']],
    ['outgoing', 'initiated', ['Hang up']],
    ['outgoing', 'alerting', ['Hang up']],
    ['incoming', 'queued', ['Hang up']],
  ])('offers for %s %s: %p', (direction, state, shown) => {
    renderUi(<LiveCallList calls={[aLiveCall({ direction, state, can: all })]} onControl={() => undefined} />);
    expect(names()).toEqual(shown);
  });

  it('offers only what the phone system can do', () => {
    renderUi(<LiveCallList calls={[aLiveCall({ can: ['answer', 'hold'] })]} onControl={() => undefined} />);
    expect(names()).toEqual(['Answer']);
  });

  it('offers for each call what its own phone system can do', () => {
    const calls = [aLiveCall({ can: all }), aLiveCall({ id: 'c2', other: { name: 'Ada Example' }, can: ['clear'] })];
    renderUi(<LiveCallList calls={calls} onControl={() => undefined} />);
    expect(names()).toEqual(['Answer', 'Decline', 'Decline']);
  });

  it.each(['shown only, long name, through a queue'])('offers nothing when it is %s', (story) => {
    renderUi(storyNamed(stories, story));
    expect(names()).toEqual([]);
  });

  it('orders what was pressed, of the call it was pressed on', async () => {
    const orders: string[] = [];
    const calls = [
      aLiveCall({ can: all }),
      aLiveCall({ id: 'c2', other: { name: 'Ada Example' }, state: 'connected', can: all }),
    ];
    const onControl = (id: string, action: CallAction): void => void orders.push(`${action} ${id}`);
    const { user } = renderUi(<LiveCallList calls={calls} onControl={onControl} />);
    await user.click(screen.getByRole('button', { name: 'Hold: Ada Example' }));
    await user.click(screen.getByRole('button', { name: 'Decline: Bruno Sample' }));
    expect(orders).toEqual(['hold c2', 'clear c1']);
  });

  it('waits while it was asked, without losing the focus', () => {
    renderUi(storyNamed(stories, 'asked to hold'));
    for (const button of screen.getAllByRole('button')) expect(button.getAttribute('aria-disabled')).toBe('true');
  });

  it('says what the phone system refused', () => {
    renderUi(storyNamed(stories, 'refused by the phone system'));
    expect(screen.getByRole('alert').textContent).toBe('The phone system refused the request.');
  });

  it('speaks French', async () => {
    renderUi(storyNamed(stories, 'ringing'), {}, createTranslator('fr-FR', await loadMessages('fr')));
    expect(names()).toEqual(['Répondre', 'Refuser']);
  });
});
