// The bot's own cards against the published schema, where it is on the machine.
import { createTranslator } from '#shared/i18n';
import { callUsageCard, helloCard, helpCard, unknownCard, welcomeCard } from '../../../bot/teams/cards/helpCards.ts';
import { missedCard, noticeCard } from '../../../bot/teams/cards/missedCards.ts';
import { loadCardCheck } from '../../corpus/cardCheck.ts';
import { describeCorpus } from '../../support/describeCorpus.ts';
import { aMissedCall } from '../bot/teams/BotHarness.ts';

const english = createTranslator('en');
const isValid = loadCardCheck();

describe('loadCardCheck', () => {
  it('is left out where the schema is absent', () => {
    expect(loadCardCheck('no/such/schema.json')).toBeNull();
  });
});

describeCorpus(isValid !== null, 'the schema of Adaptive Cards 1.5', () => {
  it.each([
    ['welcome', welcomeCard(english)],
    ['help', helpCard(english)],
    ['hello', helloCard(english)],
    ['unknown', unknownCard(english)],
    ['usage', callUsageCard(english)],
    ['notice', noticeCard(aMissedCall({}), english)],
    ['missed calls', missedCard([aMissedCall({}), aMissedCall({ id: 'r2' })], english)],
    ['no missed calls', missedCard([], english)],
  ])('takes our card: %s', (_name, card) => {
    // As it travels: what is undefined is not sent.
    expect(isValid?.(JSON.parse(JSON.stringify(card)))).toBe(true);
  });

  it('refuses a card with an element nobody knows', () => {
    expect(isValid?.({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Text', text: 'x' }] })).toBe(false);
  });
});
