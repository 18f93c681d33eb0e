/** @jest-environment jsdom */
// Missed calls count as seen only when somebody could see them.
import { act, render } from '@testing-library/react';
import { createCallLogModel, createSessionModel } from '#shared/models';
import type { AppPage } from '#shared/ui';
import { useMissedLook } from '../../../../shared/app/useMissedLook.ts';
import { ClockFake } from '../../../support/ClockFake.ts';

class ModelFake {
  looks = 0;
  readonly #clock = new ClockFake();
  readonly session = createSessionModel(this.#clock);
  readonly log = createCallLogModel({ api: { calls: async () => ({ items: [] }) }, clock: this.#clock });
  lookAtMissed = async (): Promise<void> => {
    this.looks += 1;
    this.session.setMissedCount(0);
  };
}

describe('missed calls', () => {
  let model: ModelFake;
  let visibility: DocumentVisibilityState;
  const open = (page: AppPage): void => {
    const Look = (): null => {
      useMissedLook(model, page);
      return null;
    };
    render(<Look />);
  };
  const show = (state: DocumentVisibilityState): void => {
    visibility = state;
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
  };

  beforeEach(() => {
    visibility = 'visible';
    jest.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
    model = new ModelFake();
    model.session.setStream({ kind: 'open' });
    model.session.setMissedCount(1);
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('are seen on the page of the calls', () => {
    open('calls');
    expect(model.looks).toBe(1);
  });

  it('are not seen on another page', () => {
    open('home');
    expect(model.looks).toBe(0);
  });

  it('are not seen in a window nobody looks at, until somebody does', () => {
    open('calls');
    show('hidden');
    act(() => {
      model.session.setMissedCount(2);
    });
    expect(model.looks).toBe(1);
    show('visible');
    expect(model.looks).toBe(2);
  });

  it.each([
    ['all', 1],
    ['missed', 1],
    ['incoming', 1],
    ['outgoing', 0],
    ['voicemail', 0],
    ['shared', 0],
  ] as const)('under the filter %s are looked at %p times', async (filter, looks) => {
    await act(async () => {
      model.log.setFilter(filter);
    });
    open('calls');
    expect(model.looks).toBe(looks);
  });

  it('are not seen behind a search, and are once it is over', async () => {
    model.log.setText('Bruno');
    open('calls');
    expect(model.looks).toBe(0);
    await act(async () => {
      model.log.setText('');
    });
    expect(model.looks).toBe(1);
  });
});
