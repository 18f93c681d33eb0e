/** @jest-environment jsdom */
// The dialogs around speed dials: what they ask for, what they refuse, what they give back.
import { screen, within } from '@testing-library/react';
import { createTranslator, loadMessages } from '#shared/i18n';
import { GroupForm, SpeedDialForm, SpeedDialImport, type SpeedDialEntry } from '#shared/ui';
import { stories } from '../../../fixtures/stories/SpeedDialForm.stories.tsx';
import { someSpeedDials } from '../../../fixtures/stories/someSpeedDials.ts';
import { renderUi } from './renderUi.tsx';
import { storyNamed } from './storyNamed.ts';

describe('SpeedDialForm', () => {
  let saved: SpeedDialEntry[];
  let closed: number;
  const form = (entry: SpeedDialEntry) => (
    <SpeedDialForm
      entry={entry}
      groups={someSpeedDials.groups}
      onSave={(one) => void saved.push(one)}
      onClose={() => void (closed += 1)}
    />
  );
  beforeEach(() => {
    saved = [];
    closed = 0;
  });

  it('takes a name and a number, also by Enter', async () => {
    const { user } = renderUi(form({ label: '', number: '' }));
    expect(screen.getByRole('dialog', { name: 'New speed dial' })).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Ada');
    await user.type(screen.getByRole('textbox', { name: 'Number' }), '2014{Enter}');
    expect(saved).toEqual([{ label: 'Ada', number: '2014' }]);
  });

  it('says that a number is needed, and saves nothing without', async () => {
    const { user } = renderUi(form({ label: 'Ada', number: 'none' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText('A number is needed here.')).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'Number' }).getAttribute('aria-invalid')).toBe('true');
    expect(saved).toEqual([]);
  });

  it('changes the group, or makes one', async () => {
    const { user } = renderUi(form({ id: 'ada', label: 'Ada', number: '2014', personId: 'p1', groupId: 'team' }));
    const group = screen.getByRole('combobox', { name: 'Group' });
    await user.selectOptions(group, 'Without a group');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await user.selectOptions(group, 'New group…');
    await user.type(screen.getByRole('textbox', { name: 'Name of the new group' }), 'Night');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    const ada = { id: 'ada', label: 'Ada', number: '2014', personId: 'p1' };
    expect(saved).toEqual([ada, { ...ada, groupLabel: 'Night' }]);
  });

  it('closes without saving', async () => {
    const { user } = renderUi(form({ label: '', number: '2014' }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect([saved.length, closed]).toEqual([0, 1]);
  });

  it('speaks French', async () => {
    const french = createTranslator('fr-FR', await loadMessages('fr'));
    renderUi(storyNamed(stories, 'one that is changed'), {}, french);
    expect(screen.getByRole('dialog', { name: 'Modifier le numéro abrégé' })).toBeTruthy();
  });
});

describe('GroupForm', () => {
  it('renames, but not to nothing', async () => {
    const saved: string[] = [];
    const { user } = renderUi(
      <GroupForm
        group={{ id: 'team', label: 'Team' }}
        onSave={(label) => void saved.push(label)}
        onClose={() => undefined}
      />,
    );
    const name = screen.getByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, '{Enter}');
    expect(screen.getByText('A name is needed here.')).toBeTruthy();
    await user.type(name, 'South{Enter}');
    expect(saved).toEqual(['South']);
  });
});

describe('SpeedDialImport', () => {
  it('shows each row before anything is added, and why some cannot be', () => {
    renderUi(storyNamed(stories, 'rows with faults'));
    const [, first, second, third] = screen.getAllByRole('row');
    expect(within(first ?? document.body).getByText('Ada Example')).toBeTruthy();
    expect(second?.textContent).toContain('<b>x</b>none Not a number');
    expect(third?.textContent).toContain('No number');
    expect(screen.getByText('1 row can be added; 2 rows cannot, their reasons stand beside them.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Add 1 speed dial' })).toBeTruthy();
  });

  it('offers nothing to add where there is nothing', () => {
    renderUi(storyNamed(stories, 'nothing found'));
    expect(screen.queryByRole('button', { name: /^Add/u })).toBeNull();
    expect(screen.getByText(/No speed dial was found/u)).toBeTruthy();
  });

  it('counts what is left out for each reason, and says whose group finds no room', () => {
    const row = { label: 'Ada Example', number: '2014', group: 'Team' };
    const rows = [
      { ...row, line: 1, isUngrouped: true },
      ...[2, 3].map((line) => ({ ...row, line, fault: 'twice' as const })),
      { ...row, line: 4, fault: 'noRoom' as const },
    ];
    renderUi(<SpeedDialImport rows={rows} onImport={() => undefined} onClose={() => undefined} />);
    expect(screen.getByText('2 × Stands further up in the file')).toBeTruthy();
    expect(screen.getByText('1 × No room left')).toBeTruthy();
    expect(screen.getByText(/too many groups: added without one/u)).toBeTruthy();
  });

  it.each([
    ['tooLarge', /too large/u],
    ['unreadable', /could not be read/u],
  ] as const)('says of a file that is %s what is wrong with it', (problem, text) => {
    renderUi(<SpeedDialImport rows={[]} problem={problem} onImport={() => undefined} onClose={() => undefined} />);
    expect(screen.getByText(text)).toBeTruthy();
  });

  it('counts the rows it does not show', async () => {
    const did: string[] = [];
    const rows = Array.from({ length: 250 }, (_, index) => ({
      line: index + 1,
      label: 'x',
      number: '2014',
      group: '',
    }));
    const { user } = renderUi(
      <SpeedDialImport rows={rows} onImport={() => void did.push('import')} onClose={() => undefined} />,
    );
    expect(screen.getByText('and 50 more rows')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Add 250 speed dials' }));
    expect(did).toEqual(['import']);
  });
});
