// The bot over a connector on this machine: welcome, commands, call back, and whom it refuses.
import { buttonsOf, textsOf } from '../../../sandbox/bot/chatMessages.ts';
import { aMissedCall, BotHarness, otherTenantId, tenantId, userId } from './BotHarness.ts';

let harness: BotHarness;
beforeEach(async () => {
  harness = await BotHarness.start();
});
afterEach(() => harness.connector.close());

function pressOf(record = 'r1', data: object = {}): object {
  const action = {
    type: 'Action.Execute',
    verb: 'callBack',
    data: { recordId: record, number: '+33199002015', list: false, ...data },
  };
  return { type: 'invoke', name: 'adaptiveCard/action', replyToId: 'message-1', value: { action } };
}

describe('the bot', () => {
  describe('when it is installed', () => {
    it('welcomes in the language of the user, with a token of its own', async () => {
      expect(await harness.install('fr-FR')).toEqual({ status: 200 });
      expect(textsOf(harness.lastCard())[0]).toBe('Bienvenue dans Hookswitch');
      const [sent] = harness.connector.sent;
      expect(sent?.authorization).toBe('Bearer token-of-the-bot');
      expect(sent?.path).toBe('/emea/v3/conversations/a%3Achat/activities/activity-1');
      expect(harness.connector.tokenRequests).toHaveLength(1);
      expect(harness.connector.tokenRequests[0]).toContain(
        `/login/${tenantId}/oauth2/v2.0/token grant_type=client_cred`,
      );
    });

    it('welcomes once, whichever of the two tellings comes first', async () => {
      const added = { type: 'conversationUpdate', locale: undefined, membersAdded: [{ id: '28:other' }] };
      await harness.deliver(added);
      expect(harness.connector.sent).toHaveLength(0); // somebody else was added
      const bot = { id: '28:44444444-4444-4444-8444-444444444444' };
      const telling = harness.deliver({ ...added, membersAdded: [bot] });
      await Promise.all([telling, harness.install('fr-FR')]);
      await harness.install();
      expect(harness.connector.sent).toHaveLength(1);
    });

    it('welcomes again after it was removed', async () => {
      await harness.install();
      await harness.deliver({ type: 'installationUpdate', action: 'remove' });
      const notice = { tenantId, userId, record: aMissedCall() };
      expect(await harness.bot.tellMissedCall(notice)).toBe('noConversation');
      await harness.install();
      expect(harness.connector.sent).toHaveLength(2);
    });
  });

  describe('when it is asked', () => {
    it.each([
      ['help', 'en-US', 'What you can type'],
      ['aide', 'fr-FR', 'Ce que vous pouvez écrire'],
      ['hello', 'en-GB', 'Hello! I tell you about the calls you miss on your office line.'],
      ['bonjour', 'fr-CA', 'Bonjour\u202f! Je vous préviens des appels que vous manquez sur votre ligne de bureau.'],
      ['hilfe', 'de-DE', 'Das können Sie schreiben'],
      ['gibberish', 'sv-SE', 'I did not understand that. You can type:'],
      ['missed', 'en-US', 'No missed calls'],
      ['call', 'en-US', 'Type call and a number, for example: call +33 1 99 00 20 14'],
    ])('answers %s in %s', async (text, locale, expected) => {
      expect((await harness.say(text, locale))[0]).toBe(expected);
    });

    it('does not repeat what it did not understand', async () => {
      expect((await harness.say('<at>everyone</at> **b**')).join()).not.toMatch(/everyone|\*\*/);
    });
  });

  describe('when a number is typed', () => {
    it('lets the PBX call it, once per message', async () => {
      const message = harness.activity({ text: 'call +33 1 99 00 20 15' });
      await harness.deliver(message);
      await harness.deliver(message);
      expect(harness.desk.orders).toMatchObject([{ tenantId, userId, number: '+33 1 99 00 20 15' }]);
      expect(textsOf(harness.lastCard())).toEqual(['Your phone is ringing. Pick it up to call +33 1 99 00 20 15.']);
    });

    it.each([
      ['dial.noLine', 'You have no office line to call from. Ask your administrator for one.'],
      ['dial.numberInvalid', 'This is not a number that can be called.'],
      ['pbx.unreachable', 'The phone system cannot be reached at the moment. Try again shortly.'],
    ] as const)('says in words when it fails with %s', async (code, words) => {
      harness.desk.refusal = code;
      const hostile = '[x](https://evil.example)';
      expect(await harness.say(`call ${hostile}`)).toEqual([`The call to ${hostile} was not placed. ${words}`]);
    });

    it('sends to the dial pad, which asks, for what a person has to confirm', async () => {
      harness.desk.refusal = 'dial.notAllowed';
      expect((await harness.say('call 0899 70 12 34')).join()).toContain('This number may not be called from here.');
      harness.desk.facts = { numberClass: 'premium' };
      expect((await harness.say('call 0899 70 12 34')).join()).toMatch(
        /was not placed\. .*dial pad .* asks you first/u,
      );
      expect((await harness.say('appeler 112', 'fr-FR')).join()).toContain(
        'Utilisez le clavier de l’onglet Hookswitch',
      );
      expect(harness.desk.orders).toEqual([]);
    });

    it('stops at thirty a minute', async () => {
      for (let each = 0; each < 31; each += 1) await harness.say('call 2015');
      expect(harness.desk.orders).toHaveLength(30);
      expect(textsOf(harness.lastCard())[0]).toContain('Too many requests');
      harness.later = 61_000;
      await harness.say('call 2015');
      expect(harness.desk.orders).toHaveLength(31);
    });
  });

  describe('when Call back is pressed', () => {
    beforeEach(() => {
      harness.desk.calls = [aMissedCall(), aMissedCall({ id: 'r2' })];
    });

    it('answers with the card of the call', async () => {
      const answer = await harness.deliver(pressOf());
      expect(answer).toMatchObject({ status: 200, body: { statusCode: 200 } });
      const { type, value } = answer.body as { type: string; value: unknown };
      expect(type).toBe('application/vnd.microsoft.card.adaptive');
      expect(textsOf(value)).toContain('Your phone is ringing. Pick it up to call +33 1 99 00 20 15.');
      expect(textsOf(value)).toContain('Bruno Sample');
      expect(buttonsOf(value)).toHaveLength(1); // nobody may have picked up: it can be tried again
      expect(harness.desk.orders).toMatchObject([{ tenantId, userId, number: '+33199002015' }]);
    });

    it('dials once for a double press, again for a press half a minute later', async () => {
      await Promise.all([harness.deliver(pressOf()), harness.deliver(pressOf())]);
      expect(harness.desk.orders).toHaveLength(1);
      harness.later = 31_000;
      await harness.deliver(pressOf());
      expect(harness.desk.orders).toHaveLength(2);
    });

    it('dials once for a delivery that comes again much later', async () => {
      const press = harness.activity(pressOf());
      await harness.deliver(press);
      harness.later = 120_000;
      await harness.deliver(press);
      expect(harness.desk.orders).toHaveLength(1);
    });

    it('brings the list back when it was pressed in the list', async () => {
      const { body } = await harness.deliver(pressOf('r2', { list: true }));
      const { value } = body as { value: unknown };
      expect(textsOf(value).slice(0, 2)).toEqual([
        'Missed calls',
        'Your phone is ringing. Pick it up to call +33 1 99 00 20 15.',
      ]);
      expect(buttonsOf(value)).toHaveLength(2);
    });

    it('understands the press of a client without universal actions', async () => {
      const value = { verb: 'callBack', recordId: 'r1', number: '+33199002015', list: false };
      await harness.deliver({ type: 'message', text: undefined, replyToId: 'message-1', value });
      expect(harness.desk.orders).toHaveLength(1);
      expect(textsOf(harness.lastCard())).toContain('Bruno Sample');
    });

    it.each([
      ['another action', { value: { action: { verb: 'format', data: {} } } }],
      ['no number', { value: { action: { verb: 'callBack', data: { recordId: 'r1' } } } }],
      ['a number of megabytes', pressOf('r1', { number: '1'.repeat(200_000) })],
      ['another invoke', { name: 'composeExtension/query' }],
      ['nothing', { value: null }],
    ])('refuses %s', async (_what, change) => {
      const answer = await harness.deliver({ ...pressOf(), ...change });
      expect(answer).toMatchObject({ status: 200, body: { statusCode: 400, type: 'application/vnd.microsoft.error' } });
      expect(harness.desk.orders).toHaveLength(0);
    });
  });

  describe('when it is spoken to among others', () => {
    it('keeps silent about the log', async () => {
      harness.desk.calls = [aMissedCall()];
      const conversation = { id: '19:team', conversationType: 'channel' };
      expect(await harness.deliver({ text: 'missed', conversation })).toEqual({ status: 200 });
      expect(harness.connector.sent).toEqual([]);
      expect(harness.kept.size).toBe(0);
    });
  });

  describe('when an activity comes from another tenant', () => {
    it('is refused', async () => {
      const answer = await harness.deliver({ text: 'missed', channelData: { tenant: { id: otherTenantId } } });
      expect(answer).toEqual({ status: 403 });
      expect(harness.refused).toEqual(['botTenant']);
    });
  });
});
