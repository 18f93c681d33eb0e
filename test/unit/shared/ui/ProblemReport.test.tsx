/** @jest-environment jsdom */
// The problem report: written, looked at, sent; what is shown is what is sent.
import { fireEvent, screen } from '@testing-library/react';
import axe from 'axe-core';
import { createTranslator, loadMessages } from '#shared/i18n';
import { ProblemReport, type ProblemReportProps } from '#shared/ui';
import { aProblemReport, aReport, stories } from '../../../fixtures/stories/ProblemReport.stories.tsx';
import { renderUi } from './renderUi.tsx';
import { storyNamed } from './storyNamed.ts';

const image = { type: 'image/png', data: 'AAAA' } as const;

describe('ProblemReport', () => {
  it('begins at the title and takes words, topic and the choice of logs', async () => {
    const changes: unknown[] = [];
    const { user } = renderUi(
      <ProblemReport {...aProblemReport({ onChange: (change) => void changes.push(change) })} />,
    );
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /What went wrong/u }));
    await user.keyboard('x');
    await user.selectOptions(screen.getByRole('combobox'), 'Dialling');
    await user.click(screen.getByRole('checkbox'));
    expect(changes).toEqual([{ title: 'x' }, { topic: 'dialling' }, { hasLogs: false }]);
  });

  it('says that a title is needed', () => {
    renderUi(storyNamed(stories, 'without a title'));
    expect(screen.getByText('A few words are needed here.')).toBeTruthy();
  });

  it('shows everything that is sent, markup as text', () => {
    const { container } = renderUi(storyNamed(stories, 'looked at'));
    const shown = screen.getByRole('dialog').textContent;
    for (const text of [
      aReport.title,
      'The call log',
      aReport.text,
      aReport.logs ?? '',
      'language: en',
      'theme: light',
    ])
      expect(shown).toContain(text);
    expect(screen.getByRole('img', { name: 'Picture' }).getAttribute('src')).toBe(
      `data:image/png;base64,${aReport.image?.data ?? ''}`,
    );
    expect(container.querySelector('b')).toBeNull();
  });

  it.each<[string, keyof ProblemReportProps]>([
    ['Send', 'onSend'],
    ['Change', 'onEdit'],
    ['Close and keep the draft', 'onClose'],
  ])('does %s when asked', async (name, action) => {
    const done: string[] = [];
    const props = aProblemReport({ phase: 'checking', report: aReport, [action]: () => void done.push(action) });
    const { user } = renderUi(<ProblemReport {...props} />);
    await user.click(screen.getByRole('button', { name }));
    expect(done).toEqual([action]);
  });

  it('says why it was not sent, and that nothing is lost', () => {
    renderUi(storyNamed(stories, 'not sent'));
    expect(screen.getByRole('alert').textContent).toMatch(/cannot be reached.*kept on this device as a draft/u);
  });

  it('tells the number of what was sent', () => {
    renderUi(storyNamed(stories, 'sent'));
    expect(screen.getByText('R-2026-0042')).toBeTruthy();
    expect(document.activeElement?.textContent).toBe('Your report was sent');
  });

  describe('when a picture goes with it', () => {
    const withPicture = (pictures: ProblemReportProps['pictures']) => {
      const changes: unknown[] = [];
      const onChange = (change: unknown): void => void changes.push(change);
      return { changes, ...renderUi(<ProblemReport {...aProblemReport({ pictures, onChange })} />) };
    };
    const file = new File(['x'], 'screen.png', { type: 'image/png' });

    it('takes the screen where the host lets us', async () => {
      const { user, changes } = withPicture({ read: async () => undefined, take: async () => image });
      await user.click(screen.getByRole('button', { name: 'Take a picture of the screen' }));
      expect(changes).toEqual([{ image }]);
    });

    it('takes a file', async () => {
      const { user, changes } = withPicture({ read: async () => image });
      expect(screen.queryByRole('button', { name: 'Take a picture of the screen' })).toBeNull();
      await user.upload(screen.getByLabelText('Choose a picture', { selector: 'input' }), file);
      expect(changes).toEqual([{ image }]);
    });

    it('takes what is pasted', async () => {
      const { changes } = withPicture({ read: async () => image });
      fireEvent.paste(screen.getByRole('group', { name: 'Picture' }), { clipboardData: { files: [file] } });
      await screen.findByRole('group', { name: 'Picture' });
      await Promise.resolve();
      expect(changes).toEqual([{ image }]);
    });

    it('says when it cannot be used', async () => {
      const { user } = withPicture({ read: () => Promise.reject(new Error('broken')) });
      await user.upload(screen.getByLabelText('Choose a picture', { selector: 'input' }), file);
      expect((await screen.findByRole('alert')).textContent).toMatch(/could not be used/u);
    });

    it('can be taken away again', async () => {
      const changes: unknown[] = [];
      const draft = { title: '', topic: 'other', text: '', hasLogs: true, image } as const;
      const props = aProblemReport({ draft, onChange: (change) => void changes.push(change) });
      const { user } = renderUi(<ProblemReport {...props} />);
      await user.click(screen.getByRole('button', { name: 'Remove the picture' }));
      expect(changes).toEqual([{ image: undefined }]);
    });
  });

  it('speaks French', async () => {
    renderUi(storyNamed(stories, 'looked at'), {}, createTranslator('fr-FR', await loadMessages('fr')));
    expect(screen.getByRole('dialog', { name: 'Voici ce qui sera envoyé' })).toBeTruthy();
  });

  it.each(stories.map(({ name }) => name))('has no fault an audit finds without layout when it is %s', async (name) => {
    renderUi(storyNamed(stories, name));
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    // The page around it, with its own headings and regions, is not there.
    const found = violations.filter(({ id }) => id !== 'region' && id !== 'page-has-heading-one');
    expect(found.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});
