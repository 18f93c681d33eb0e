/** @jest-environment jsdom */
// What can be done in the call log: searching, opening folded rows, the menu of a row, deleting, exporting.
import { screen, within } from '@testing-library/react';
import { CallFilterBar, CallLogBar, CallLogList, DeleteConfirm, type CallLogItem } from '#shared/ui';
import { createTranslator, loadMessages, type Translator } from '#shared/i18n';
import { stories as barStories } from '../../../fixtures/stories/CallLogBar.stories.tsx';
import { stories as listStories } from '../../../fixtures/stories/CallLogList.stories.tsx';
import { stories as rowStories } from '../../../fixtures/stories/CallLogRow.stories.tsx';
import { aCallItem, aWithheldItem, everyKind } from '../../../fixtures/stories/someCalls.ts';
import { renderUi } from './renderUi.tsx';

const french = async (): Promise<Translator> => createTranslator('fr-FR', await loadMessages('fr'));

describe('the menu of a row', () => {
  const did: string[] = [];
  const actions = {
    onDelete: (item: CallLogItem) => did.push(`delete ${item.record.id}`),
    onAddSpeedDial: (label: string, number: string) => did.push(`add ${label} ${number}`),
    onOtherNumbers: (number: string, title: string) => did.push(`numbers of ${title} ${number}`),
  };
  const openMenu = async (item: CallLogItem) => {
    const rendered = renderUi(<CallLogList rows={[item, aCallItem(1)]} actions={actions} />);
    const [button] = screen.getAllByRole('button', { name: /^More for/u });
    if (button !== undefined) await rendered.user.click(button);
    return rendered;
  };
  const entries = (): readonly (string | null)[] => screen.getAllByRole('menuitem').map((entry) => entry.textContent);

  beforeEach(() => {
    did.length = 0;
  });

  it('offers every way to call, other numbers, a speed dial and deletion', async () => {
    await openMenu(aCallItem(0));
    expect(entries()).toEqual([
      'Call with this device’s phone app',
      'Ring my desk phone, then dial',
      'Copy the number',
      'Other numbers',
      'Add to speed dials',
      'Delete this call',
    ]);
  });

  it('offers nothing that needs the number where its last digits are hidden', async () => {
    const item = aCallItem(0);
    const { e164: _e164, ...record } = { ...item.record, other: { number: '+3319900••••', name: 'Person 0' } };
    await openMenu({ ...item, record });
    expect(entries()).toEqual(['Delete this call']);
    expect(screen.getByText(/0\D*1\D*9\D*9\D*0\D*0\D*••••/u)).toBeDefined();
  });

  it.each([
    ['Other numbers', 'numbers of Person 0 +33199002015'],
    ['Add to speed dials', 'add Person 0 +33199002015'],
    ['Delete this call', 'delete r0'],
  ])('does what "%s" says and gives the focus back', async (name, what) => {
    const { user } = await openMenu(aCallItem(0));
    await user.click(screen.getByRole('menuitem', { name }));
    expect(did).toEqual([what]);
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('More for Person 0');
  });

  it('moves by its own keys, not by those of the list', async () => {
    const { user } = await openMenu(aCallItem(0));
    await user.keyboard('{ArrowDown}{End}');
    expect(document.activeElement?.textContent).toBe('Delete this call');
    await user.keyboard('{Escape}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('More for Person 0');
  });

  it('says how many calls a folded row would lose', async () => {
    await openMenu(aCallItem(0, {}, { count: 3 }));
    expect(entries().at(-1)).toBe('Delete these 3 calls');
  });

  it('does not offer to delete the calls of somebody else', async () => {
    await openMenu(aCallItem(0, { owner: { id: 'u9', displayName: 'Elodie Boss' } }));
    expect(entries()).not.toContain('Delete this call');
    expect(screen.getByText(/line of Elodie Boss/u)).toBeTruthy();
  });

  it('offers only deletion where the number is withheld', async () => {
    await openMenu(aWithheldItem(0));
    expect(entries()).toEqual(['Delete this call']);
  });

  it('leaves the focus in the list when the row goes', async () => {
    const rows = [aCallItem(0), aCallItem(1), aCallItem(2)];
    const { show } = renderUi(<CallLogList rows={rows} actions={actions} />);
    screen.getAllByRole('button', { name: /^More for/u })[1]?.focus();
    show(<CallLogList rows={rows.filter((_row, index) => index !== 1)} actions={actions} />);
    expect(document.activeElement?.getAttribute('data-index')).toBe('1');
  });

  it('is not there without actions', () => {
    renderUi(<CallLogList rows={[aCallItem(0)]} />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('a folded row', () => {
  it('opens by its count and says whether it is open', async () => {
    const toggled: string[] = [];
    const actions = { onToggle: (item: CallLogItem) => toggled.push(item.record.id) };
    const row = aCallItem(0, {}, { count: 3 });
    const { user, show } = renderUi(<CallLogList rows={[row]} actions={actions} />);
    const button = screen.getByRole('button', { name: '3 calls, show each' });
    expect(button.getAttribute('aria-expanded')).toBe('false');
    await user.click(button);
    expect(toggled).toEqual(['r0']);
    const calls = [0, 1].map((n) => aCallItem(n, {}, { isMember: true, startsDay: false }));
    show(<CallLogList rows={[{ ...row, isOpen: true }, ...calls]} actions={actions} />);
    expect(screen.getByRole('button', { name: /show each/u }).getAttribute('aria-expanded')).toBe('true');
    expect(screen.getAllByRole('listitem')).toHaveLength(3);
  });
});

describe('CallLogBar', () => {
  it('tells what is typed, and offers what can be done with the whole log', async () => {
    const did: string[] = [];
    const { user } = renderUi(
      <CallLogBar
        text=""
        onTextChange={(text) => did.push(text)}
        onExport={() => did.push('export')}
        onDeleteAll={() => did.push('delete all')}
      />,
    );
    await user.type(screen.getByRole('searchbox', { name: 'Search calls by name or number' }), '7');
    await user.click(screen.getByRole('button', { name: 'Save as a table (CSV)' }));
    await user.click(screen.getByRole('button', { name: 'Delete the whole log' }));
    expect(did).toEqual(['7', 'export', 'delete all']);
  });

  it.each([
    [{ count: 0, hasMore: false }, 'No calls found'],
    [{ count: 1, hasMore: false }, '1 entry found'],
    [{ count: 50, hasMore: true }, '50 entries found, more when you scroll'],
  ])('tells screen readers of %j: %s', (found, text) => {
    renderUi(<CallLogBar text="a" onTextChange={() => undefined} found={found} />);
    expect(screen.getByRole('status').textContent).toBe(text);
  });
});

describe('CallFilterBar', () => {
  it('offers shared lines to those who have some', () => {
    const bar = { filter: 'all', onFilterChange: () => undefined, panelId: 'log' } as const;
    const { show } = renderUi(<CallFilterBar {...bar} />);
    expect(screen.queryByRole('tab', { name: 'Shared lines' })).toBeNull();
    show(<CallFilterBar {...bar} hasSharedLines />);
    expect(screen.getByRole('tab', { name: 'Shared lines' })).toBeTruthy();
  });
});

describe('DeleteConfirm', () => {
  it('asks with Cancel in the focus, and deletes after a yes alone', async () => {
    const did: string[] = [];
    const { user } = renderUi(
      <DeleteConfirm count="all" onDelete={() => did.push('delete')} onClose={() => did.push('close')} />,
    );
    const question = screen.getByRole('alertdialog', { name: 'Delete your whole call log?' });
    expect(document.activeElement?.textContent).toBe('Cancel');
    await user.keyboard('{Enter}');
    expect(did).toEqual(['close']);
    await user.click(within(question).getByRole('button', { name: 'Delete the whole log' }));
    expect(did).toEqual(['close', 'close', 'delete']);
  });
});

describe('the stories of the log', () => {
  it.each([...barStories, ...rowStories, ...listStories].map((story) => [`${story.component}: ${story.name}`, story]))(
    '%s is shown in French too',
    async (_name, story) => {
      const { container } = renderUi(story.render(), {}, await french());
      expect(container.textContent).not.toMatch(/\b(?:Missed|calls|Delete|Answered|Loading|Search)\b/u);
      expect(container.querySelector('b, script, img')).toBeNull();
    },
  );

  it('name the owner, the group and the way of a call in French', async () => {
    renderUi(<CallLogList rows={everyKind} />, {}, await french());
    for (const text of [/ligne de Elodie Boss/u, /Sales/u, /Dario Placeholder/u])
      expect(screen.getByText(text)).toBeTruthy();
  });
});
