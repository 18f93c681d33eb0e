// Decides the words and links of a person: name, work, the kinds of numbers, chat and mail.
import type { Person } from '#shared/contracts';
import type { MessageKey, Translator } from '#shared/i18n';
import { plainText } from '../../text/plainText.ts';

const kindKeys: Readonly<Record<Person['numbers'][number]['kind'], MessageKey>> = {
  extension: 'people.kind.extension',
  business: 'people.kind.business',
  mobile: 'people.kind.mobile',
  home: 'people.kind.home',
};
/** Strict on purpose: what is no plain address never gets into a link. */
const plainMail = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+){0,8}$/u;

/** The words of a kind of number. */
export function kindKey(kind: Person['numbers'][number]['kind']): MessageKey {
  return kindKeys[kind];
}

/** The name; never empty. */
export function nameOf(person: Person, { t }: Translator): string {
  return plainText(person.displayName) || t('call.anonymous');
}

/** Job title and department, as far as known. */
export function workOf(person: Person): string {
  return [plainText(person.jobTitle), plainText(person.department)].filter(Boolean).join(' · ');
}

/** Link to a new mail; undefined where no sound address is known. */
export function mailLink({ mail = '' }: Person): string | undefined {
  return plainMail.test(mail) ? `mailto:${encodeURIComponent(mail)}` : undefined;
}

/**
 * Link to a chat in Teams, for colleagues: of other people Teams may know nothing
 * (learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams).
 */
export function chatLink({ mail = '', isPersonal }: Person): string | undefined {
  if (isPersonal === true || !plainMail.test(mail)) return undefined;
  return `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(mail)}`;
}
