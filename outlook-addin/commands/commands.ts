// The page Outlook loads unseen for the ribbon's commands.
import { createTranslator, languageOf, loadMessages, type Translator } from '#shared/i18n';
import { addCommand } from '../host/index.ts';
import { joinMeeting } from './joinMeeting.ts';

const tools = {
  loadFinder: async () => {
    const { findMeeting } = await import(/* webpackChunkName: "meeting" */ '#shared/domain/meeting');
    return { findMeeting };
  },
  translatorFor: async (locale: string): Promise<Translator> => {
    const messages = await loadMessages(languageOf(locale)).catch(() => undefined);
    return createTranslator(locale, messages);
  },
};

// The name stands in both manifests.
addCommand('joinMeeting', (host) => joinMeeting(host, tools));
