/** @jest-environment jsdom */
// A paste into the dial pad: what replaces all is read for numbers, several are offered, and a paste in the middle is typing.
import { screen } from '@testing-library/react';
import { DialPad } from '#shared/ui';
import { renderUi } from './renderUi.tsx';

const nothing = (): undefined => undefined;

function show(text: string, found: readonly string[] = []) {
  const did: string[] = [];
  const { user } = renderUi(
    <DialPad
      text={text}
      found={found}
      lastNumber=""
      onTextChange={(typed) => void did.push(`typed ${typed}`)}
      onPaste={(pasted) => void did.push(`pasted ${pasted}`)}
      onTake={(number) => void did.push(`took ${number}`)}
      onKey={nothing}
      onErase={nothing}
    />,
  );
  return { did, user };
}

describe('DialPad', () => {
  it('hands over what is pasted in place of everything', async () => {
    const { did, user } = show('');
    await user.click(screen.getByRole('textbox'));
    await user.paste('Call me on 01 99 00 20 14');
    expect(did).toEqual(['pasted Call me on 01 99 00 20 14']);
  });

  it('takes a paste behind what was typed as typing', async () => {
    const { did, user } = show('+33');
    await user.click(screen.getByRole('textbox'));
    await user.paste('199002014');
    expect(did).toEqual(['typed +33199002014']);
  });

  it('offers the other numbers of a paste, and calls none of them', async () => {
    const { did, user } = show('01 99 00 20 14', ['01 99 00 20 14', '06 99 00 01 01']);
    expect(screen.getByRole('group', { name: 'Several numbers were pasted' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Take 06 99 00 01 01 instead' }));
    expect(did).toEqual(['took 06 99 00 01 01']);
  });
});
