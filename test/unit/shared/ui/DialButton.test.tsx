/** @jest-environment jsdom */
// The control that dials.
import { fireEvent, screen, within } from '@testing-library/react';
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

  it('only copies where the self-test found that nothing else works', async () => {
    const { user, dialer } = renderUi(<DialButton number="2014" target="Ada" />, { preferred: 'copy' });
    await user.click(screen.getByRole('button', { name: 'Copy the number: Ada' }));
    expect(dialer.did).toEqual(['copy 2014']);
  });

  it('says of a service code where it can be dialled', () => {
    renderUi(<DialButton number="*21#" target="x" />);
    expect(screen.getByRole('button').title).toBe('Codes with * or # are dialled from the dial pad only');
  });

  describe('when the number costs more or alarms somebody', () => {
    it.each([
      ['112', 'emergency'],
      ['0909 879 0123', 'premium'],
      ['+870301234567', 'satellite'],
      ['0810 123 456', 'sharedCost'],
    ])('never calls %p at a click, and asks because it is %p', async (number, reason) => {
      const { user, dialer } = renderUi(<DialButton number={number} target="x" />);
      expect(screen.queryByRole('link')).toBeNull();
      await user.click(screen.getByRole('button', { name: 'Call x' }));
      expect(dialer.did).toEqual([`ask ${reason} ${number}`]);
      expect(screen.getByRole('alertdialog', { name: `Call ${number}?` })).toBeTruthy();
    });

    it('asks before the PBX rings, too', async () => {
      const { user, dialer } = renderUi(<DialButton number="112" target="x" />, { preferred: 'ring' });
      await user.click(screen.getByRole('button', { name: 'Call x' }));
      await user.click(screen.getByRole('button', { name: 'Call 112' }));
      expect(dialer.did).toEqual(['ask emergency 112', 'ring 112 confirmed']);
    });

    it.each([
      ['Call with this device’s phone app', 'tel:112'],
      ['Ring my desk phone, then dial', undefined],
    ])('asks when the menu is told %p', async (item, href) => {
      const { user, dialer } = renderUi(<DialButton shape="long" number="112" target="x" />);
      await user.click(screen.getByRole('button', { name: 'More ways to call x' }));
      await user.click(await screen.findByRole('menuitem', { name: item }));
      expect(dialer.did[1]).toBe('ask emergency 112');
      expect(screen.queryByRole('link')?.getAttribute('href')).toBe(href);
    });
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

    it('is a menu for the keyboard: arrows go round, Escape and Tab lead back', async () => {
      const { user } = renderUi(<DialButton shape="long" number="2014" target="Ada Example" />);
      const trigger = screen.getByRole('button', { name: /^More ways/u });
      trigger.focus();
      await user.keyboard('{Enter}');
      const [first, second, last] = screen.getAllByRole('menuitem');
      const focused = [document.activeElement];
      for (const key of ['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home', 'x']) {
        await user.keyboard(`{${key}}`);
        focused.push(document.activeElement);
      }
      expect(focused).toEqual([first, second, last, first, last, first, first]);
      await user.keyboard('{Escape}');
      expect([screen.queryByRole('menu'), document.activeElement]).toEqual([null, trigger]);
      await user.keyboard('{Enter}');
      await user.tab({ shift: true });
      expect(screen.queryByRole('menu')).toBeNull();
      expect(document.activeElement).toBe(screen.getByRole('link'));
    });

    it.each<[string, () => void]>([
      ['a click beside it', () => fireEvent.pointerDown(document.body)],
      ['scrolling', () => fireEvent.scroll(document.body)],
      ['a click in the host', () => fireEvent.blur(window)],
    ])('closes its menu at %s, and not at a touch of itself', async (_what, act) => {
      const { user } = renderUi(<DialButton shape="long" number="2014" target="Ada Example" />);
      await user.click(screen.getByRole('button', { name: /^More ways/u }));
      fireEvent.pointerDown(screen.getAllByRole('menuitem')[0] ?? document.body);
      expect(screen.getByRole('menu', { name: 'More ways to call Ada Example' })).toBeTruthy();
      act();
      expect(screen.queryByRole('menu')).toBeNull();
    });

    it('opens and closes by its button, and leads back to it', async () => {
      const { user } = renderUi(<DialButton shape="long" number="2014" target="Ada Example" />);
      const trigger = screen.getByRole('button', { name: /^More ways/u });
      await user.click(trigger);
      expect(trigger.getAttribute('aria-expanded')).toBe('true');
      await user.click(trigger);
      expect(screen.queryByRole('menu')).toBeNull();
      await user.click(trigger);
      await user.click(screen.getByRole('menuitem', { name: /^Copy/u }));
      expect([screen.queryByRole('menu'), document.activeElement]).toEqual([null, trigger]);
    });

    it('hides what cannot be done', async () => {
      const { user } = renderUi(<DialButton shape="long" number="2014" target="Ada Example" />, { onRing: undefined });
      await user.click(screen.getByRole('button', { name: /^More ways/u }));
      await screen.findByRole('menu');
      expect(screen.getAllByRole('menuitem')).toHaveLength(2);
    });
  });
});
