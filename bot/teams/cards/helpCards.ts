// The cards with which the bot explains itself.
import type { Translator } from '#shared/i18n';
import type { Card, TextBlock } from './cardTypes.ts';
import { card, heading, sentence } from './elements.ts';

function commandLines({ t }: Translator): readonly TextBlock[] {
  return [sentence(t('bot.help.missed')), sentence(t('bot.help.call')), sentence(t('bot.help.help'))];
}

/** Shown once, when the bot is installed. */
export function welcomeCard(translator: Translator): Card {
  const { t } = translator;
  return card([heading(t('bot.welcome.title')), sentence(t('bot.welcome.text')), ...commandLines(translator)]);
}

/** What the bot can do. */
export function helpCard(translator: Translator): Card {
  return card([heading(translator.t('bot.help.title')), ...commandLines(translator)]);
}

/** A greeting in return. */
export function helloCard(translator: Translator): Card {
  return card([sentence(translator.t('bot.hello')), ...commandLines(translator)]);
}

/** For what the bot did not understand; what was said is not repeated. */
export function unknownCard(translator: Translator): Card {
  return card([sentence(translator.t('bot.unknown')), ...commandLines(translator)]);
}

/** For `call` without a number. */
export function callUsageCard({ t }: Translator): Card {
  return card([sentence(t('bot.call.usage'))]);
}
