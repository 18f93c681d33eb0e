// What people type to the bot, in every language of the product.
import fc from 'fast-check';
import { createTranslator, loadMessages } from '#shared/i18n';
import { parseCommand, type Command } from '../../../../bot/teams/parseCommand.ts';
import { anyCharacter } from '../../../support/anyCharacter.ts';

const understood: readonly (readonly [string, Command])[] = [
  ['help', { kind: 'help' }],
  ['Aide', { kind: 'help' }],
  ['?', { kind: 'help' }],
  ['AIDE !', { kind: 'help' }],
  ['missed', { kind: 'missed' }],
  ['Missed calls', { kind: 'missed' }],
  ['manqués', { kind: 'missed' }],
  ['MANQUÉS', { kind: 'missed' }],
  ['manque\u0301s', { kind: 'missed' }], // the accent as a character of its own
  ['appels  manqués', { kind: 'missed' }],
  ['hi', { kind: 'hello' }],
  ['Hello!', { kind: 'hello' }],
  ['bonjour', { kind: 'hello' }],
  ['call +33 1 99 00 20 14', { kind: 'call', number: '+33 1 99 00 20 14' }],
  ['Call 2014', { kind: 'call', number: '2014' }],
  ['appeler 01 99 00 20 14', { kind: 'call', number: '01 99 00 20 14' }],
  ['appelle 2014', { kind: 'call', number: '2014' }],
  ['call', { kind: 'call', number: undefined }],
  ['appeler ', { kind: 'call', number: undefined }],
  ['<at>Hookswitch</at> missed', { kind: 'missed' }],
  ['  help\n', { kind: 'help' }],
  ['', { kind: 'unknown' }],
  ['callback', { kind: 'unknown' }],
  ['what is the weather', { kind: 'unknown' }],
  ['helpless', { kind: 'unknown' }],
];

describe('parseCommand', () => {
  describe.each(understood)('when somebody types %j', (text, command) => {
    it(`understands ${command.kind}`, () => {
      expect(parseCommand(text)).toEqual(command);
    });
  });

  describe.each(['en', 'fr', 'de', 'es', 'it', 'nl', 'pt'] as const)(
    'when somebody follows its help in %s',
    (language) => {
      it('understands each command as the help writes it', async () => {
        const { t } = createTranslator(language, await loadMessages(language));
        const typed = (line: string): string => line.split(':')[0]?.trim() ?? '';
        expect(parseCommand(typed(t('bot.help.help')))).toEqual({ kind: 'help' });
        expect(parseCommand(typed(t('bot.help.missed')))).toEqual({ kind: 'missed' });
        expect(parseCommand(typed(t('bot.help.call')))).toMatchObject({ kind: 'call' });
        const example = t('bot.call.usage').split(':')[1]?.trim() ?? '';
        expect(parseCommand(example)).toEqual({ kind: 'call', number: '+33 1 99 00 20 14' });
      });
    },
  );

  describe('when anything at all is typed', () => {
    it('understands something, and bounds the number', () => {
      fc.assert(
        fc.property(fc.string({ unit: anyCharacter }), (text) => {
          const command = parseCommand(`call ${text}`);
          expect(command.kind).toBe('call');
          if (command.kind === 'call') expect((command.number ?? '').length).toBeLessThanOrEqual(64);
          expect(typeof parseCommand(text).kind).toBe('string');
        }),
      );
    });
  });
});
