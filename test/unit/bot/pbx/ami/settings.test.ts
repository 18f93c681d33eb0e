// What is set in Asterisk, and that nothing a person can write becomes syntax there.
import fc from 'fast-check';
import {
  forwardingAction,
  forwardingQuestion,
  isMissing,
  tellableStates,
  userStateActions,
} from '../../../../../bot/pbx/ami/settings.ts';
import { AppError } from '#shared/errors';

const both = { presence: 'CustomPresence:{extension}', device: 'Custom:DND{extension}' };
const freePbx = { immediate: 'CF/{extension}', busy: 'CFB/{extension}' };

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof AppError ? error.code : 'other';
  }
}

describe('userStateActions', () => {
  describe('when both states are configured', () => {
    it.each([
      ['doNotDisturb', 'BUSY', 'dnd,,'],
      ['busy', 'BUSY', 'available,,'],
      ['available', 'NOT_INUSE', 'available,,'],
    ] as const)('%s sets the device %s and the presence %s', (state, device, presence) => {
      expect(userStateActions(both, '2014', state)).toEqual([
        { name: 'Setvar', headers: { Variable: 'DEVICE_STATE(Custom:DND2014)', Value: device } },
        { name: 'Setvar', headers: { Variable: 'PRESENCE_STATE(CustomPresence:2014)', Value: presence } },
      ]);
    });
  });
  describe('when something is not configured', () => {
    it('is told only what the rest can say', () => {
      expect(tellableStates(both)).toEqual(['busy', 'doNotDisturb']);
      expect(tellableStates({ device: 'Custom:DND{extension}' })).toEqual(['busy', 'doNotDisturb']);
      expect(tellableStates({ presence: 'CustomPresence:{extension}' })).toEqual(['doNotDisturb']);
      expect(tellableStates({})).toEqual([]);
    });
    it('refuses the rest', () => {
      expect(codeOf(() => userStateActions({}, '2014', 'available'))).toBe('pbx.refused');
      expect(codeOf(() => userStateActions({ presence: 'CustomPresence:{extension}' }, '2014', 'busy'))).toBe(
        'pbx.refused',
      );
    });
  });
  describe('when the extension is hostile', () => {
    it('sends it as it is or not at all', () => {
      fc.assert(
        fc.property(fc.string(), (extension) => {
          if (codeOf(() => userStateActions(both, extension, 'doNotDisturb')) !== undefined) return;
          expect(extension).toMatch(/^[\w.*#+-]+$/);
        }),
      );
    });
    it.each(['1)', '1,2', '1\r\nAction: Command', '${X}', '', '1 2', 'a'.repeat(65)])('refuses %j', (extension) => {
      expect(codeOf(() => userStateActions(both, extension, 'available'))).toBe('pbx.refused');
      expect(codeOf(() => forwardingAction(freePbx, { deviceId: extension, forwardingType: 'busy' }))).toBe(
        'pbx.refused',
      );
    });
  });
});

describe('forwardingAction', () => {
  describe('when calls are to go elsewhere', () => {
    it('writes the entry', () => {
      const order = { deviceId: '2014', forwardingType: 'immediate', forwardTo: '+33199000001' } as const;
      expect(forwardingAction(freePbx, order)).toEqual({
        name: 'DBPut',
        headers: { Family: 'CF', Key: '2014', Val: '+33199000001' },
      });
    });
    it.each(['1&PJSIP/trunk', '1\r\n', '1,2', '${EVAL(x)}'])('refuses %j', (forwardTo) => {
      const order = { deviceId: '2014', forwardingType: 'immediate', forwardTo } as const;
      expect(codeOf(() => forwardingAction(freePbx, order))).toBe('pbx.refused');
    });
  });
  describe('when it is to end', () => {
    it('deletes the entry, and can ask for it', () => {
      const order = { deviceId: '2014', forwardingType: 'busy' } as const;
      expect(forwardingAction(freePbx, order)).toEqual({ name: 'DBDel', headers: { Family: 'CFB', Key: '2014' } });
      expect(forwardingQuestion(freePbx, order).name).toBe('DBGet');
    });
  });
  describe('when this kind is not configured', () => {
    it('refuses', () => {
      expect(codeOf(() => forwardingAction(freePbx, { deviceId: '2014', forwardingType: 'noAnswer' }))).toBe(
        'pbx.refused',
      );
    });
  });
});

describe('isMissing', () => {
  it.each([
    [new AppError('pbx.refused', 'DBGet refused: Database entry not found'), true],
    [new AppError('pbx.refused', 'DBGet refused: Permission denied'), false],
    [new AppError('pbx.timeout', 'no answer'), false],
    [{}, false],
  ])('of %s is %s', (answer, is) => {
    expect(isMissing(answer)).toBe(is);
  });
});
