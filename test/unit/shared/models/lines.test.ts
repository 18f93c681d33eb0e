// Shared lines, voicemail, and the control of live calls.
import type { CallAction } from '#shared/contracts';
import { AppError, type ErrorCode } from '#shared/errors';
import {
  createCallLogModel,
  createLiveCallsModel,
  createSharedLinesModel,
  createVoicemailModel,
  type LiveCallsModel,
} from '#shared/models';
import { aSharedLine } from '../../../fixtures/stories/SharedLineCard.stories.tsx';
import { aLiveCall } from '../../../support/aRecord.ts';
import { ClockFake, settle } from '../../../support/ClockFake.ts';

describe('createSharedLinesModel', () => {
  it('shows what rings first, then by extension', () => {
    const model = createSharedLinesModel();
    model.replace([
      aSharedLine({ extension: '210' }),
      aSharedLine({ extension: '21' }),
      aSharedLine({ extension: '300', calls: [aLiveCall()] }),
    ]);
    expect(model.getSnapshot().lines.map(({ extension }) => extension)).toEqual(['300', '21', '210']);
  });

  it('takes lines that changed, each whole, and keeps the others', () => {
    const model = createSharedLinesModel();
    model.replace([aSharedLine(), aSharedLine({ extension: '2002' })]);
    model.apply([aSharedLine({ extension: '2002', state: 'connected' }), aSharedLine({ extension: '2003' })]);
    expect(model.getSnapshot().lines.map(({ extension, state }) => `${extension} ${state}`)).toEqual([
      '2001 idle',
      '2002 connected',
      '2003 idle',
    ]);
  });
});

describe('createVoicemailModel', () => {
  const calls = createCallLogModel({ api: { calls: async () => ({ items: [] }) }, filter: 'voicemail' });

  it('sums new messages, and tells a lamp without a count', () => {
    const model = createVoicemailModel(calls);
    expect(model.getSnapshot()).toMatchObject({ mailboxes: undefined, newCount: 0, isWaiting: false });
    model.setMailboxes([
      { extension: '2014', isWaiting: true, newMessages: 2 },
      { extension: '2015', isWaiting: false, newMessages: 1 },
    ]);
    expect(model.getSnapshot()).toMatchObject({ newCount: 3, isWaiting: true });
    model.setMailboxes([{ extension: '2014', isWaiting: true }]);
    expect(model.getSnapshot()).toMatchObject({ newCount: 0, isWaiting: true });
  });

  it('keeps the lamp while only the words on the site change, and puts it out where no phone system tells of any', () => {
    const model = createVoicemailModel(calls);
    model.setMailboxes([{ extension: '2014', isWaiting: true, newMessages: 3 }]);
    model.setSite({ accessCode: '*97', setup: 'temporaryPin' });
    expect(model.getSnapshot()).toMatchObject({ isWaiting: true, newCount: 3, site: { accessCode: '*97' } });
    model.setMailboxes(undefined);
    expect(model.getSnapshot()).toMatchObject({ isWaiting: false, newCount: 0, mailboxes: undefined });
  });
});

describe('the control of live calls', () => {
  const can: readonly CallAction[] = ['answer', 'hold', 'clear'];
  class Scene {
    readonly clock = new ClockFake();
    readonly orders: string[] = [];
    fault: ErrorCode | undefined;
    readonly model: LiveCallsModel = createLiveCallsModel({
      api: {
        controlCall: async (id: string, action: CallAction) => {
          this.orders.push(`${action} ${id}`);
          if (this.fault !== undefined) throw new AppError(this.fault, 'refused');
        },
      },
      clock: this.clock,
    });

    constructor() {
      this.model.replace([aLiveCall({ can })]);
    }
  }

  it('orders an action once, and is done when the call changes', async () => {
    const { model, orders } = new Scene();
    const first = model.control('c1', 'answer');
    void model.control('c1', 'answer');
    await first;
    expect([orders, model.getSnapshot().orders]).toEqual([['answer c1'], { c1: { kind: 'asked', action: 'answer' } }]);
    model.replace([aLiveCall({ can })]);
    expect(model.getSnapshot().orders).toHaveProperty('c1');
    model.replace([aLiveCall({ state: 'connected', can })]);
    expect(model.getSnapshot().orders).toEqual({});
  });

  it('forgets the order when the call is gone', async () => {
    const { model } = new Scene();
    await model.control('c1', 'clear');
    model.replace([]);
    expect(model.getSnapshot().orders).toEqual({});
  });

  it('can be asked again when nothing came of it', async () => {
    const { model, clock } = new Scene();
    await model.control('c1', 'answer');
    await clock.pass(8_000);
    expect(model.getSnapshot().orders).toEqual({});
  });

  it('an old order that ran out does not end the next one', async () => {
    const { model, clock } = new Scene();
    await model.control('c1', 'answer');
    await clock.pass(5_000);
    model.replace([aLiveCall({ state: 'connected', can })]);
    await model.control('c1', 'hold');
    await clock.pass(4_000);
    expect(model.getSnapshot().orders).toEqual({ c1: { kind: 'asked', action: 'hold' } });
  });

  it('says what was refused, until the next order', async () => {
    const scene = new Scene();
    scene.fault = 'pbx.refused';
    await scene.model.control('c1', 'answer');
    expect(scene.model.getSnapshot().orders).toEqual({ c1: { kind: 'failed', action: 'answer', code: 'pbx.refused' } });
    scene.fault = undefined;
    await scene.model.control('c1', 'answer');
    await settle();
    expect(scene.model.getSnapshot().orders['c1']?.kind).toBe('asked');
  });

  it('asks for nothing the phone system does not offer', async () => {
    const { model, orders } = new Scene();
    await model.control('c1', 'retrieve');
    // Another call of the person, on a phone system of other means.
    model.replace([aLiveCall({ can }), aLiveCall({ id: 'c2', can: ['clear'] }), aLiveCall({ id: 'c3' })]);
    await model.control('c2', 'answer');
    await model.control('c3', 'clear');
    await model.control('gone', 'clear');
    expect([orders, model.getSnapshot().orders]).toEqual([[], {}]);
  });
});
