/** @jest-environment jsdom */
// What was removed by one click is told with a way back that the keyboard reaches, and that does not go under the hand.
import { act, fireEvent, screen } from '@testing-library/react';
import { createTranslator, loadMessages } from '#shared/i18n';
import { LogNews, SpeedDialNotice } from '#shared/ui';
import { aRecord } from '../../../support/aRecord.ts';
import { renderUi } from './renderUi.tsx';

const did: string[] = [];
const undoable = aRecord();
const news = {
  work: 'idle',
  onUndo: () => void did.push('undo'),
  onHold: (isHeld: boolean) => void did.push(isHeld ? 'hold' : 'release'),
  onDismiss: () => void did.push('dismiss'),
} as const;
beforeEach(() => {
  did.length = 0;
});

describe('LogNews of a call deleted by one click', () => {
  it('says whose call it was in a region that was there before', () => {
    const { show } = renderUi(<LogNews work="idle" />);
    const region = screen.getByRole('status');
    show(<LogNews {...news} undoable={undoable} />);
    expect(region.textContent).toBe('The call with Bruno Sample was deletedUndo');
  });

  it('is undone by the keyboard, and stays as long as the focus is in it', async () => {
    const { user } = renderUi(
      <>
        <LogNews {...news} undoable={undoable} />
        <button>after</button>
      </>,
    );
    await user.tab();
    expect(document.activeElement?.textContent).toBe('Undo');
    await user.keyboard('{Enter}');
    await user.tab();
    await user.tab();
    expect(did.filter((what) => what !== 'hold')).toEqual(['undo', 'release']);
    expect(did[0]).toBe('hold');
  });

  it('stays as long as the pointer is over it', () => {
    renderUi(<LogNews {...news} undoable={undoable} />);
    const region = screen.getByRole('status');
    fireEvent.pointerEnter(region);
    fireEvent.pointerLeave(region);
    expect(did).toEqual(['hold', 'release']);
  });

  it('hands the focus on when it goes', () => {
    const page = (isShown: boolean) => (
      <>
        <button role="tab" aria-selected="true" />
        <LogNews {...news} {...(isShown && { undoable })} />
      </>
    );
    const { show } = renderUi(page(true));
    act(() => {
      screen.getByRole('button', { name: 'Undo' }).focus();
    });
    show(page(false));
    expect(document.activeElement).toBe(screen.getByRole('tab'));
  });

  it('does not hide why another call could not be deleted', () => {
    renderUi(<LogNews {...news} work="failed" error="service.unavailable" undoable={undoable} />);
    expect(screen.getByRole('alert')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy();
  });

  it('speaks French', async () => {
    renderUi(<LogNews {...news} undoable={undoable} />, {}, createTranslator('fr-FR', await loadMessages('fr')));
    expect(screen.getByText('L’appel avec Bruno Sample a été supprimé')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Annuler' })).toBeTruthy();
  });
});

describe('SpeedDialNotice of a group that was removed', () => {
  it('says that its speed dials stay, and undoes', async () => {
    const { user } = renderUi(
      <SpeedDialNotice
        news={{ kind: 'groupRemoved', label: 'Branches' }}
        onUndo={news.onUndo}
        onDismiss={news.onDismiss}
      />,
    );
    expect(screen.getByText('The group Branches was removed; its speed dials were kept')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(did).toEqual(['undo']);
  });
});
