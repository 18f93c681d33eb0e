// Notices of missed calls: told once, tried again where that is safe, honest about the outcome.
import { textsOf } from '../../../sandbox/bot/chatMessages.ts';
import { aMissedCall, BotHarness, otherTenantId, tenantId, userId } from './BotHarness.ts';

const notice = { tenantId, userId, record: aMissedCall() };
let harness: BotHarness;
beforeEach(async () => {
  harness = await BotHarness.start();
});
afterEach(() => harness.connector.close());

async function installed(): Promise<void> {
  await harness.install('fr-FR');
  harness.connector.sent.length = 0;
}

describe('tellMissedCall', () => {
  describe('when the user has installed the bot', () => {
    it('tells in the language of the user', async () => {
      await installed();
      expect(await harness.bot.tellMissedCall({ ...notice, userId: userId.toUpperCase() })).toBe('sent');
      const [sent] = harness.connector.sent;
      expect(sent?.path).toBe('/emea/v3/conversations/a%3Achat/activities');
      expect(sent?.authorization).toBe('Bearer token-of-the-bot');
      expect(sent?.summary).toBe('Appel manqué\u00a0: Bruno Sample');
      expect(textsOf(harness.lastCard()).slice(0, 2)).toEqual(['Appel manqué', 'Bruno Sample']);
    });
  });

  describe('when nobody installed it', () => {
    it.each([[tenantId], [otherTenantId]])('says so for tenant %s', async (tenant) => {
      expect(await harness.bot.tellMissedCall({ ...notice, tenantId: tenant })).toBe('noConversation');
    });
  });

  describe('when what was kept is broken', () => {
    it.each([['{'], ['[]'], ['{"conversationId":1}'], ['null']])('treats %s as nothing', async (text) => {
      harness.kept.set(`${tenantId} ${userId}`, text);
      expect(await harness.bot.tellMissedCall(notice)).toBe('noConversation');
    });
  });

  describe.each([[412], [429], [502], [503], [504]])('when the connector answers %s', (status) => {
    it('tries again with growing pauses', async () => {
      await installed();
      harness.connector.refusals.push(status, status);
      expect(await harness.bot.tellMissedCall(notice)).toBe('sent');
      expect(harness.slept).toEqual([1_000, 2_000]);
      expect(harness.connector.sent).toHaveLength(1);
    });

    it('gives up after four', async () => {
      await installed();
      harness.connector.refusals.push(status, status, status, status);
      expect(await harness.bot.tellMissedCall(notice)).toBe('refused');
      expect(harness.connector.sent).toHaveLength(0);
    });
  });

  describe.each([
    [400, 'refused'],
    [401, 'refused'],
    [500, 'refused'],
    [403, 'noConversation'],
    [404, 'noConversation'],
  ] as const)('when the connector answers %s', (status, outcome) => {
    it(`does not insist: ${outcome}`, async () => {
      await installed();
      harness.connector.refusals.push(status);
      expect(await harness.bot.tellMissedCall(notice)).toBe(outcome);
      expect(harness.slept).toEqual([]);
      expect(await harness.bot.tellMissedCall(notice)).toBe(outcome === 'refused' ? 'sent' : 'noConversation');
    });
  });

  describe('when the connection breaks after the message was sent', () => {
    it('counts as sent: never twice', async () => {
      await installed();
      harness.connector.refusals.push('drop');
      expect(await harness.bot.tellMissedCall(notice)).toBe('sent');
      expect(harness.slept).toEqual([]);
    });
  });

  describe('when the connector is not there', () => {
    it('tries, and says that nothing was shown', async () => {
      await installed();
      await harness.connector.close();
      expect(await harness.bot.tellMissedCall(notice)).toBe('refused');
      expect(harness.slept).toHaveLength(3);
    });
  });
});
