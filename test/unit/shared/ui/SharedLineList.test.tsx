/** @jest-environment jsdom */
// Lines that others share: whose, what rings there, and a call from them.
import { screen, within } from '@testing-library/react';
import { createTranslator, loadMessages } from '#shared/i18n';
import { stories } from '../../../fixtures/stories/SharedLineCard.stories.tsx';
import { renderUi } from './renderUi.tsx';
import { storyNamed } from './storyNamed.ts';

describe('SharedLineList', () => {
  it('names the owner, the state and who calls', () => {
    renderUi(storyNamed(stories, 'ringing'));
    const card = within(screen.getByRole('article', { name: 'Chloé Specimen · 2001' }));
    expect(card.getByText('Ringing')).toBeTruthy();
    expect(card.getByRole('listitem').textContent).toBe('Incoming call: Bruno Sample · 0199002015');
  });

  it('shows a call that goes on', () => {
    renderUi(storyNamed(stories, 'in a call, without calls from it'));
    expect(screen.getByText(/In a call: Bruno Sample/u)).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('shows a caller’s markup as text, and the extension where nobody is known', () => {
    const { container } = renderUi(storyNamed(stories, 'nobody known, hostile caller'));
    expect(screen.getByRole('heading', { name: '2001' })).toBeTruthy();
    expect(screen.getByText(/Incoming call: <b>x<\/b>/u)).toBeTruthy();
    expect(container.querySelector('b')).toBeNull();
  });

  describe('when a call is placed from it', () => {
    const from: unknown[][] = [];
    const onRing = (...order: unknown[]): void => void from.push(order);
    const open = async (change: Parameters<typeof renderUi>[1] = { onRing }) => {
      from.length = 0;
      const rendered = renderUi(storyNamed(stories, 'idle'), change);
      await rendered.user.click(screen.getByRole('button', { name: /^Call from this line/u }));
      return rendered;
    };

    it('asks for the number and orders the call from that line', async () => {
      const { user } = await open();
      const field = screen.getByRole('textbox', { name: 'Call from this line: Chloé Specimen · 2001' });
      expect(document.activeElement).toBe(field);
      await user.type(field, '0199002016{Enter}');
      expect(from).toEqual([['0199002016', false, '2001']]);
      expect(screen.queryByRole('textbox')).toBeNull();
      // The field took the focus with it: its button has it again.
      expect(document.activeElement).toBe(screen.getByRole('button', { name: /^Call from this line/u }));
    });

    it('asks before a dear number, and still calls from that line', async () => {
      const { user, dialer } = await open();
      await user.type(screen.getByRole('textbox'), '0909 879 0123{Enter}');
      expect([dialer.did, from]).toEqual([['ask premium 0909 879 0123'], []]);
      await user.click(screen.getByRole('button', { name: 'Call 0909 879 0123' }));
      expect(from).toEqual([['0909 879 0123', true, '2001']]);
    });

    it('says when that is no number, and forgets it on Escape', async () => {
      const { user } = await open();
      await user.type(screen.getByRole('textbox'), 'nobody{Enter}');
      expect(screen.getByText('This is not a number that can be called.')).toBeTruthy();
      await user.keyboard('{Escape}');
      expect([screen.queryByRole('textbox'), from]).toEqual([null, []]);
    });

    it('is not offered where the phone system places no calls', () => {
      renderUi(storyNamed(stories, 'idle'), { onRing: undefined });
      expect(screen.queryByRole('button')).toBeNull();
    });
  });

  it('speaks French', async () => {
    renderUi(storyNamed(stories, 'ringing'), {}, createTranslator('fr-FR', await loadMessages('fr')));
    expect(screen.getByText(/^Appel entrant : Bruno Sample/u)).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Appeler depuis cette ligne/u })).toBeTruthy();
  });
});
