// Chat with a person, or write them a mail.
import { Button } from '@fluentui/react-components';
import { ChatRegular } from '@fluentui/react-icons/svg/chat';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import type { ReactElement } from 'react';
import type { Person } from '#shared/contracts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { chatLink, mailLink, nameOf } from './personText.ts';

/** Properties of the actions. */
export interface PersonActionsProps {
  readonly person: Person;
  /** @default 0 */
  readonly tabIndex?: number;
}

/** The links; none where no address is known. */
export function PersonActions({ person, tabIndex = 0 }: PersonActionsProps): ReactElement {
  const translator = useTranslator();
  const name = nameOf(person, translator);
  const chat = chatLink(person);
  const mail = mailLink(person);
  return (
    <>
      {chat !== undefined && (
        <ActionLink
          href={chat}
          icon={<ChatRegular />}
          name={translator.t('people.chat', { name })}
          tabIndex={tabIndex}
        />
      )}
      {mail !== undefined && (
        <ActionLink
          href={mail}
          icon={<MailRegular />}
          name={translator.t('people.mail', { name })}
          tabIndex={tabIndex}
        />
      )}
    </>
  );
}

interface ActionLinkProps {
  readonly href: string;
  readonly icon: ReactElement;
  readonly name: string;
  readonly tabIndex: number;
}

function ActionLink({ href, icon, name, tabIndex }: ActionLinkProps): ReactElement {
  return (
    <Button
      as="a"
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      appearance="subtle"
      icon={icon}
      aria-label={name}
      title={name}
      tabIndex={tabIndex}
    />
  );
}
