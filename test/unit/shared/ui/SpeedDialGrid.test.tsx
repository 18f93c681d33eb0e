/** @jest-environment jsdom */
// The speed dials on their page: calling, order by keyboard and pointer, groups, and the favourites of the first page.
import { act, fireEvent, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { createTranslator, loadMessages } from '#shared/i18n';
import { SpeedDialGrid, SpeedDialNotice, SpeedDialStrip } from '#shared/ui';
import { stories } from '../../../fixtures/stories/SpeedDialGrid.stories.tsx';
import { someLineStates, someSpeedDials } from '../../../fixtures/stories/someSpeedDials.ts';
import { renderUi, type Rendered } from './renderUi.tsx';
import { storyNamed } from './storyNamed.ts';

describe('SpeedDialGrid', () => {
  let did: string[];
  beforeEach(() => {
    did = [];
  });
  const show = (): Rendered =>
    renderUi(
      <SpeedDialGrid
        list={someSpeedDials}
        lineStates={someLineStates}
        onMove={(id, place) => void did.push(`${id} to ${place.groupId ?? '-'} before ${place.before ?? 'end'}`)}
        onEdit={({ id }) => void did.push(`edit ${id}`)}
        onRemove={({ id }) => void did.push(`remove ${id}`)}
        onRenameGroup={({ id }) => void did.push(`rename ${id}`)}
        onRemoveGroup={({ id }) => void did.push(`ungroup ${id}`)}
        onMoveGroup={({ id }, step) => void did.push(`group ${id} ${String(step)}`)}
      />,
    );
  const names = (list: string): readonly (string | null)[] =>
    within(screen.getByRole('list', { name: list }))
      .queryAllByRole('article')
      .map((card) => card.getAttribute('aria-label'));

  it('shows each with state and call, by group', () => {
    show();
    const card = screen.getByRole('article', { name: 'Ada Example' });
    expect(within(card).getByText('Ringing')).toBeTruthy();
    expect(within(card).getByRole('link').getAttribute('href')).toBe('tel:+33199002014');
    expect(names('Without a group')).toEqual(['Ada Example', 'Bruno Sample']);
    expect(names('Team')).toEqual([someSpeedDials.items[2]?.label, '<b>x</b>']);
    expect(screen.getByText('Nobody in this group yet')).toBeTruthy();
  });

  it('is moved by keyboard, over the end of a group, and told at each step', async () => {
    const { user } = show();
    const handle = screen.getByRole('button', { name: 'Move Bruno Sample' });
    handle.focus();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('status').textContent).toMatch(/^Bruno Sample is picked up, 2 of 2 in Without a group/u);
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(screen.getByRole('status').textContent).toBe('Bruno Sample: 2 of 3 in Team');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Move Bruno Sample');
    expect(did).toEqual([]);
    await user.keyboard(' ');
    expect(did).toEqual(['bruno to team before bold']);
    expect(screen.getByRole('status').textContent).toMatch(/is dropped, 2 of 3 in Team/u);
  });

  it('goes back with Escape, and is dropped by leaving it', async () => {
    const { user } = show();
    screen.getByRole('button', { name: 'Move Ada Example' }).focus();
    await user.keyboard('{Enter}{ArrowDown}{Escape}');
    expect(names('Without a group')).toEqual(['Ada Example', 'Bruno Sample']);
    expect(did).toEqual([]);
    await user.keyboard('{Enter}{ArrowDown}{Tab}');
    expect(did).toEqual(['ada to - before end']);
  });

  it('is dragged by its handle onto another and into a group', async () => {
    const { user } = show();
    const grasp = (): Promise<void> =>
      user.pointer({ keys: '[MouseLeft>]', target: screen.getByRole('button', { name: 'Move Ada Example' }) });
    const over = (target: Element | null): void => {
      document.elementFromPoint = () => target;
      act(() => void fireEvent.pointerMove(window, { clientX: 1, clientY: 1 }));
    };
    await grasp();
    over(screen.getByRole('article', { name: 'Bruno Sample' }));
    expect(names('Without a group')).toEqual(['Bruno Sample', 'Ada Example']);
    over(screen.getByRole('region', { name: 'Evenings' }));
    expect(names('Evenings')).toEqual(['Ada Example']);
    // The handle has moved in the document: the page itself hears the end.
    fireEvent.pointerUp(window);
    await user.pointer('[/MouseLeft]');
    expect(did).toEqual(['ada to late before end']);
    await grasp();
    over(screen.getByRole('article', { name: 'Bruno Sample' }));
    fireEvent.keyDown(window, { key: 'Escape' });
    expect(did).toHaveLength(1);
    expect(names('Without a group')).toEqual(['Ada Example', 'Bruno Sample']);
  });

  it('offers the same without dragging, in a menu', async () => {
    const { user } = show();
    await user.click(screen.getByRole('button', { name: 'More for Bruno Sample' }));
    expect(screen.getAllByRole('menuitem').map((entry) => entry.textContent)).toEqual([
      'Change',
      'Move up',
      'Move down',
      'Remove',
    ]);
    await user.keyboard('{ArrowDown}{Enter}');
    await user.click(screen.getByRole('button', { name: 'More for <b>x</b>' }));
    await user.click(screen.getByRole('menuitem', { name: 'Remove' }));
    await user.click(screen.getByRole('button', { name: 'More for Team' }));
    await user.click(screen.getByRole('menuitem', { name: 'Rename the group' }));
    expect(did).toEqual(['bruno to - before ada', 'remove bold', 'rename team']);
  });

  it('moves groups by their menu, as far as there are others', async () => {
    const { user } = show();
    const last = someSpeedDials.groups.at(-1)?.label ?? '';
    await user.click(screen.getByRole('button', { name: `More for ${last}` }));
    expect(screen.queryByRole('menuitem', { name: 'Move down' })).toBeNull();
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'More for Team' }));
    await user.click(screen.getByRole('menuitem', { name: 'Move down' }));
    expect(did).toEqual(['group team 1']);
  });

  it('hides what cannot be done', () => {
    renderUi(storyNamed(stories, 'only to look at'));
    expect(screen.queryByRole('button', { name: /^(Move|More for (?!calling))/u })).toBeNull();
    expect(screen.getAllByRole('article')).toHaveLength(4);
  });

  it('speaks French', async () => {
    const french = createTranslator('fr-FR', await loadMessages('fr'));
    renderUi(storyNamed(stories, 'groups, states, long and hostile names'), {}, french);
    expect(screen.getByRole('region', { name: 'Sans groupe' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Déplacer Ada Example' })).toBeTruthy();
  });
});

describe('SpeedDialStrip', () => {
  it('shows the first few, one click from a call', () => {
    renderUi(storyNamed(stories, 'favourites'));
    const list = screen.getByRole('list', { name: 'Favourites' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(3);
    expect(within(list).getByRole('link', { name: 'Call Bruno Sample' }).getAttribute('href')).toBe('tel:2015');
    expect(within(list).getByRole('img', { name: 'Ringing' })).toBeTruthy();
  });

  it('leads to where the first one is added', async () => {
    const seen: string[] = [];
    const { user } = renderUi(
      <SpeedDialStrip list={{ groups: [], items: [] }} lineStates={{}} onSeeAll={() => void seen.push('all')} />,
    );
    await user.click(screen.getByRole('button', { name: 'Add a speed dial' }));
    expect(seen).toEqual(['all']);
  });
});

describe('SpeedDialNotice', () => {
  it.each([
    ['removed', 'Ada Example was removed'],
    ['changed elsewhere', /changed on another device/u],
    ['full', /speed dials are full/u],
    ['imported', '12 speed dials were added'],
  ])('tells that one was %s', (story, text) => {
    renderUi(storyNamed(stories, story));
    expect(screen.getByText(text)).toBeTruthy();
  });

  it('undoes', async () => {
    const did: string[] = [];
    const { user } = renderUi(
      <SpeedDialNotice
        news={{ kind: 'removed', label: 'Ada' }}
        onUndo={() => void did.push('undo')}
        onDismiss={() => void did.push('dismiss')}
      />,
    );
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(did).toEqual(['undo']);
  });
});

describe('an audit', () => {
  it.each(stories.map(({ component, name }) => [component, name]))('finds no fault in %s: %s', async (_of, name) => {
    renderUi(<main>{storyNamed(stories, name)}</main>);
    const { violations } = await axe.run(document.body, {
      rules: {
        'color-contrast': { enabled: false },
        region: { enabled: false },
        'page-has-heading-one': { enabled: false },
      },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});
