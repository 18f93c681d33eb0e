/** @jest-environment jsdom */
// The question before a call that costs more, alarms somebody or changes the line.
import { fireEvent, screen } from '@testing-library/react';
import axe from 'axe-core';
import type { ReactElement } from 'react';
import { createTranslator, loadMessages } from '#shared/i18n';
import { DialConfirm, type AskReason, type DialQuestion } from '#shared/ui';
import { DialButton } from '../../../../shared/ui/components/DialButton/DialButton.tsx';
import { renderUi } from './renderUi.tsx';

const notice = 'Ask for the guard.\nFloor <b>3</b>';

function aQuestion(change: Partial<DialQuestion> = {}): DialQuestion {
  return { number: '112', reason: 'emergency', way: 'tel', ...change };
}

function confirm(change: Partial<DialQuestion> = {}, closed: string[] = []): ReactElement {
  return (
    <DialConfirm question={aQuestion(change)} emergencyNotice={notice} onClose={() => void closed.push('closed')} />
  );
}

describe('DialConfirm', () => {
  it.each<[AskReason, string]>([
    ['emergency', 'This is an emergency number.'],
    ['premium', 'costs more than an ordinary call'],
    ['satellite', 'very expensive'],
    ['sharedCost', 'may cost more'],
    ['serviceCode', 'can change how your line works'],
    ['unchecked', 'could not be checked yet'],
  ])('names the number and says why it asks: %p', (reason, text) => {
    renderUi(confirm({ number: '+33199002014', reason }));
    const dialog = screen.getByRole('alertdialog', { name: 'Call 0199002014?' });
    const description = document.getElementById(dialog.getAttribute('aria-describedby') ?? '');
    expect(description?.textContent).toContain(text);
  });

  it('tells before an emergency call that the location may be wrong, and what the admin wrote, as text', () => {
    renderUi(confirm());
    const { textContent } = screen.getByRole('alertdialog');
    expect(textContent).toContain('wrong location');
    expect(textContent).toContain(notice);
  });

  it('keeps the words on emergency calls to emergency calls', () => {
    renderUi(confirm({ number: '0909 879 0123', reason: 'premium' }));
    expect(screen.getByRole('alertdialog').textContent).not.toMatch(/location|guard/u);
  });

  it('asks in French', async () => {
    renderUi(confirm({ reason: 'premium' }), {}, createTranslator('fr-FR', await loadMessages('fr')));
    expect(screen.getByRole('alertdialog').textContent).toContain('coûte plus cher');
    expect(screen.getByRole('button', { name: 'Annuler' })).toBeTruthy();
  });

  describe('when the answer is yes', () => {
    it('is a link that every Teams client opens', async () => {
      const closed: string[] = [];
      const { user, dialer } = renderUi(confirm({}, closed));
      const link = screen.getByRole('link', { name: 'Call 112' });
      expect(['href', 'target', 'rel'].map((name) => link.getAttribute(name))).toEqual([
        'tel:112',
        '_blank',
        'noopener',
      ]);
      await user.click(link);
      expect([dialer.did, closed]).toEqual([['launch 112'], ['closed']]);
    });

    it('lets the PBX ring, and tells it that the person was asked', async () => {
      const { user, dialer } = renderUi(confirm({ way: 'ring' }));
      await user.click(screen.getByRole('button', { name: 'Call 112' }));
      expect(dialer.did).toEqual(['ring 112 confirmed']);
    });

    it('claims no more than was asked: a number that could not be checked is not confirmed', async () => {
      const { user, dialer } = renderUi(confirm({ way: 'ring', reason: 'unchecked' }));
      await user.click(screen.getByRole('button', { name: 'Call 112' }));
      expect(dialer.did).toEqual(['ring 112']);
    });

    it('offers a copy where nothing can call any more', async () => {
      const { user, dialer } = renderUi(confirm({ way: 'ring' }), { onRing: undefined });
      await user.click(screen.getByRole('button', { name: 'Copy the number' }));
      expect(dialer.did).toEqual(['copy 112']);
    });
  });

  it.each<[string, () => void]>([
    ['Cancel is pressed', () => fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))],
    ['Escape is pressed', () => fireEvent(screen.getByRole('alertdialog'), new Event('cancel', { cancelable: true }))],
    ['the browser closes it', () => fireEvent(screen.getByRole('alertdialog'), new Event('close'))],
  ])('calls nobody when %s', (_how, act) => {
    const closed: string[] = [];
    const { dialer } = renderUi(confirm({}, closed));
    act();
    expect([closed, dialer.did]).toEqual([['closed'], []]);
  });

  it('has the focus on Cancel, and gives it back to the button that asked', async () => {
    const { user } = renderUi(<DialButton number="112" target="x" />);
    const opener = screen.getByRole('button', { name: 'Call x' });
    opener.focus();
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
    await user.keyboard('{Enter}');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(document.activeElement).toBe(opener);
  });

  it('has no fault an audit finds without layout', async () => {
    renderUi(confirm());
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    const inTests = ['region', 'page-has-heading-one', 'heading-order', 'landmark-one-main'];
    expect(violations.filter(({ id }) => !inTests.includes(id)).map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual(
      [],
    );
  });
});
