// Activities of the connector: what is kept of them, and what is refused.
import fc from 'fast-check';
import { parseActivity } from '../../../../bot/teams/activity.ts';
import { AppError } from '#shared/errors';
import { tenantId, userId } from './BotHarness.ts';

const good = {
  type: 'message',
  id: '1',
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  from: { id: '29:user', aadObjectId: userId.toUpperCase(), name: 'Ada Example' },
  recipient: { id: '28:bot', name: 'Hookswitch' },
  conversation: { id: 'a:chat', conversationType: 'personal' },
  channelData: { tenant: { id: tenantId } },
  text: 'help',
};

function codeOf(body: unknown): string {
  try {
    parseActivity(body);
    return 'understood';
  } catch (fault) {
    return fault instanceof AppError ? fault.code : 'a strange fault';
  }
}

describe('parseActivity', () => {
  describe('when it is an activity of Teams', () => {
    it('keeps what is used, ids in lower case', () => {
      const activity = parseActivity({ ...good, strange: { deep: true } });
      expect(activity).toMatchObject({ tenantId, from: { id: '29:user', aadObjectId: userId }, text: 'help' });
      expect(activity).not.toHaveProperty('strange');
    });

    it('finds the language where some clients put it', () => {
      const entities = [{ type: 'other' }, 7, { type: 'clientInfo', locale: 'fr-FR' }];
      expect(parseActivity({ ...good, entities }).locale).toBe('fr-FR');
      expect(parseActivity({ ...good, entities, locale: 'en-GB' }).locale).toBe('en-GB');
    });

    it('passes over what is wrong in fields it can do without', () => {
      const odd = {
        ...good,
        text: 7,
        locale: {},
        membersAdded: 'no',
        entities: {},
        from: { id: 'x', aadObjectId: '../' },
      };
      expect(parseActivity(odd)).toMatchObject({ text: undefined, locale: undefined, from: { id: 'x' } });
      expect(parseActivity(odd).from.aadObjectId).toBeUndefined();
    });

    it('cuts a text of megabytes', () => {
      expect(parseActivity({ ...good, text: 'x'.repeat(5_000_000) }).text).toHaveLength(1_000);
    });
  });

  describe.each([
    ['nothing', undefined],
    ['a text', 'activity'],
    ['a list', []],
    ['another channel', { ...good, channelId: 'emulator' }],
    ['no tenant', { ...good, channelData: {} }],
    ['a strange tenant', { ...good, channelData: { tenant: { id: `${tenantId}' or 1=1` } } }],
    ['no address', { ...good, serviceUrl: 'nowhere' }],
    ['no sender', { ...good, from: undefined }],
  ])('when it is %s', (_what, body) => {
    it('is refused', () => {
      expect(codeOf(body)).toBe('input.invalid');
    });
  });

  describe('when it is anything', () => {
    it('never breaks', () => {
      fc.assert(
        fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(good)), (value, key) => {
          expect(['understood', 'input.invalid']).toContain(codeOf({ ...good, [key]: value }));
          expect(codeOf(value)).toBe('input.invalid');
        }),
      );
    });
  });
});
