// The person's mailboxes: what waits there, one click to listen, and how to set a mailbox up or reach it from outside.
import { mergeClasses } from '@fluentui/react-components';
import { VoicemailRegular } from '@fluentui/react-icons/svg/voicemail';
import type { ReactElement } from 'react';
import type { Mailbox, VoicemailSite } from '#shared/contracts';
import type { Translator } from '#shared/i18n';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { AccessCode } from './AccessCode.tsx';
import { useVoicemailCardStyles } from './VoicemailCard.styles.ts';
import { VoicemailHelp } from './VoicemailHelp.tsx';

/** Properties of the card. */
export interface VoicemailCardProps {
  /** Undefined: the phone system does not tell what waits. */
  readonly mailboxes?: readonly Mailbox[];
  /** How the site's voicemail is reached. Missing: nobody has said. */
  readonly site?: VoicemailSite;
  /** The person's own extensions. */
  readonly extensions: readonly string[];
}

/** The card. */
export function VoicemailCard({ mailboxes = [], site, extensions }: VoicemailCardProps): ReactElement {
  const styles = useVoicemailCardStyles();
  const { t } = useTranslator();
  return (
    <section className={styles.root} aria-label={t('voicemail.mine')}>
      {mailboxes.length > 0 && (
        <div role="status">
          <ul className={styles.list}>
            {mailboxes.map((mailbox) => (
              <MailboxLine key={mailbox.extension} mailbox={mailbox} isOnly={mailboxes.length === 1} />
            ))}
          </ul>
        </div>
      )}
      {site?.accessCode !== undefined && <AccessCode code={site.accessCode} />}
      {site !== undefined && <VoicemailHelp site={site} extensions={extensions} />}
    </section>
  );
}

function MailboxLine({ mailbox, isOnly }: { readonly mailbox: Mailbox; readonly isOnly: boolean }): ReactElement {
  const styles = useVoicemailCardStyles();
  const translator = useTranslator();
  const details = [
    isOnly ? '' : translator.t('voicemail.ofLine', { line: plainText(mailbox.extension) }),
    urgentText(mailbox, translator),
    mailbox.oldMessages === undefined ? '' : translator.t('voicemail.old', { count: mailbox.oldMessages }),
  ].filter((text) => text !== '');
  return (
    <li className={styles.mailbox}>
      <span className={mergeClasses(styles.lamp, mailbox.isWaiting && styles.lit)} aria-hidden>
        <VoicemailRegular />
      </span>
      <div className={styles.body}>
        <p className={styles.counts}>{newText(mailbox, translator)}</p>
        {details.length > 0 && <p className={styles.details}>{details.join(' · ')}</p>}
      </div>
    </li>
  );
}

/** Some phone systems only light a lamp. */
function newText({ isWaiting, newMessages }: Mailbox, { t }: Translator): string {
  if (newMessages !== undefined) return t('voicemail.new', { count: newMessages });
  return t(isWaiting ? 'voicemail.waiting' : 'voicemail.nothing');
}

function urgentText({ urgentNew = 0 }: Mailbox, { t }: Translator): string {
  return urgentNew === 0 ? '' : t('voicemail.urgent', { count: urgentNew });
}
