/** @jest-environment jsdom */
// The button that asks why, where the panel's script cannot be fetched.
import { screen } from '@testing-library/react';
import { WhyBusyButton } from '#shared/ui';
import { renderUi } from './renderUi.tsx';

jest.mock('../../../../shared/ui/components/WhyBusyPanel/WhyBusyPanel.tsx', () => {
  throw new Error('the script is gone');
});

describe('WhyBusyButton', () => {
  describe('when the panel cannot be fetched', () => {
    it('says so on the button, which tries again', async () => {
      const did: string[] = [];
      const note = (what: string) => (): void => void did.push(what);
      const { user } = renderUi(
        <WhyBusyButton
          isOpen={false}
          words={[]}
          isBusy={false}
          onOpen={note('open')}
          onClose={note('close')}
          onRefresh={note('refresh')}
        />,
      );
      await user.click(screen.getByRole('button', { name: 'Why?' }));
      const button = await screen.findByRole('button', { name: 'Try again' });
      expect(button.title).toMatch(/phone service cannot be reached/u);
      await user.click(button);
      expect(did).toEqual(['open', 'close', 'open', 'close']);
    });
  });
});
