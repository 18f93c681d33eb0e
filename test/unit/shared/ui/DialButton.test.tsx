/** @jest-environment jsdom */
// The control that dials.
import { screen, within } from '@testing-library/react';
import { DialButton } from '../../../../shared/ui/components/DialButton/DialButton.tsx';
import { renderUi, type DialerChange } from './renderUi.tsx';

describe('DialButton', () => {
  it('is a link that every Teams client opens', async () => {
    const { user, dialer } = renderUi(<DialButton number="+33199002014" target="Ada Example" />);
    const link = screen.getByRole('link', { name: 'Call Ada Example' });
    expect(link).toHaveProperty('href', 'tel:+33199002014');
    expect([link.getAttribute('target'), link.getAttribute('rel')]).toEqual(['_blank', 'noopener']);
    await user.click(link);
    expect(dialer.did).toEqual(['launch +33199002014']);
  });

  it('rings the phone when the person prefers that', async () => {
    const { user, dialer } = renderUi(<DialButton number="2014" target="Ada Example" />, { preferred: 'ring' });
    await user.click(screen.getByRole('button', { name: 'Call Ada Example' }));
    expect(dialer.did).toEqual(['ring 2014']);
  });

  it.each<[string, DialerChange, string]>([
    ['no phone app', { onLaunch: undefined }, 'ring 2014'],
    ['neither phone app nor PBX', { onLaunch: undefined, onRing: undefined }, 'copy 2014'],
    ['a PBX that can no longer ring', { preferred: 'ring', onRing: undefined }, 'launch 2014'],
  ])('takes the next step of the ladder with %s', async (_what, change, did) => {
    const { user, dialer } = renderUi(<DialButton number="2014" target="Ada Example" />, change);
    await user.click(screen.queryByRole('link') ?? screen.getByRole('button'));
    expect(dialer.did).toEqual([did]);
  });

  it.each(['*21#', 'javascript:alert(1)', ''])('never dials %p from a click', async (number) => {
    const { user, dialer } = renderUi(<DialButton number={number} target="x" />, { preferred: 'ring' });
    expect(screen.queryByRole('link')).toBeNull();
    await user.click(screen.getByRole('button', { name: /^Copy the number/u }));
    expect(dialer.did).toEqual([`copy ${number}`]);
  });

  describe('when it is long', () => {
    it('shows the number, and has it in its name', () => {
      renderUi(<DialButton shape="long" number="+33199002014" target="Ada Example" />);
      expect(screen.getByRole('link', { name: '0199002014, Call Ada Example' }).textContent).toBe('0199002014');
    });

    it('offers the other ways in a menu, and remembers the choice', async () => {
      const { user, dialer } = renderUi(<DialButton shape="long" number="2014" target="Ada Example" />);
      await user.click(screen.getByRole('button', { name: 'More ways to call Ada Example' }));
      const menu = await screen.findByRole('menu');
      expect(
        within(menu)
          .getAllByRole('menuitem')
          .map((item) => item.textContent),
      ).toEqual(['Call with this device’s phone app', 'Ring my desk phone, then dial', 'Copy the number']);
      expect(within(menu).getAllByRole('menuitem')[0]?.getAttribute('href')).toBe('tel:2014');
      await user.click(within(menu).getByRole('menuitem', { name: /^Ring/u }));
      expect(dialer.did).toEqual(['prefer ring', 'ring 2014']);
    });

    it('hides what cannot be done', async () => {
      const { user } = renderUi(<DialButton shape="long" number="2014" target="Ada Example" />, { onRing: undefined });
      await user.click(screen.getByRole('button', { name: /^More ways/u }));
      await screen.findByRole('menu');
      expect(screen.getAllByRole('menuitem')).toHaveLength(2);
    });
  });
});
