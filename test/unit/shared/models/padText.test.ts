// What is pasted into the dial pad: one number of a sentence, several to choose from, and what the person typed meanwhile.
import { findNumbers } from '#shared/domain/number';
import { createPadText, type PadText, type PadTextActions } from '../../../../shared/models/padText.ts';
import { createStore, type Store } from '../../../../shared/models/store.ts';

let store: Store<PadText>;
let pad: PadTextActions;

beforeEach(() => {
  store = createStore<PadText>({ text: '', found: [] });
  pad = createPadText(store, async (text) => findNumbers(text, { country: 'FR' }));
});

describe('createPadText', () => {
  it.each([
    ['Call me on 01 99 00 20 14', '01 99 00 20 14'],
    ['Ada Example <+33 1 99 00 20 14>', '+33 1 99 00 20 14'],
    ['Tel: 01 99 00 20 14', '01 99 00 20 14'],
    ['+33 1 99 00 20 14 ext. 12', '+33199002014;ext=12'],
    ['01 99 00 20 14 / 01 99 00 20 14', '01 99 00 20 14 / 01 99 00 20 14'],
    ['01 99 00 20 14', '01 99 00 20 14'],
    ['callto:+33199002014', '+33199002014'],
    ['2014', '2014'],
    ['*21*2014#', '*21*2014#'],
    ['nobody at all', 'nobody at all'],
  ])('takes of %j the number alone', async (pasted, text) => {
    await pad.paste(pasted);
    expect(store.getSnapshot()).toEqual({ text, found: [] });
  });

  it.each(['01 99 00 20 14 / 06 99 00 01 01', 'Desk 01 99 00 20 14\nmobile 06 99 00 01 01'])(
    'never makes one number of the two in %j',
    async (pasted) => {
      await pad.paste(pasted);
      expect(store.getSnapshot()).toEqual({ text: '01 99 00 20 14', found: ['01 99 00 20 14', '06 99 00 01 01'] });
      pad.take('06 99 00 01 01');
      expect(store.getSnapshot()).toMatchObject({ text: '06 99 00 01 01', found: { length: 2 } });
      pad.press('1');
      expect(store.getSnapshot()).toEqual({ text: '06 99 00 01 011', found: [] });
    },
  );

  it('leaves alone what was typed while the rules came', async () => {
    const pasting = pad.paste('Call me on 01 99 00 20 14');
    pad.setText('2015');
    await pasting;
    expect(store.getSnapshot()).toEqual({ text: '2015', found: [] });
  });

  it('keeps the paste as it is where the rules cannot be had', async () => {
    pad = createPadText(store, () => Promise.reject(new TypeError('no chunk')));
    await pad.paste('Call me on 01 99 00 20 14');
    expect(store.getSnapshot()).toEqual({ text: 'Call me on 01 99 00 20 14', found: [] });
  });
});
