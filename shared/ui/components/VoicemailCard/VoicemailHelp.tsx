// How a mailbox is set up the first time, and reached from outside, in the site's own codes.
import type { ReactElement } from 'react';
import type { VoicemailSite } from '#shared/contracts';
import type { Translator } from '#shared/i18n';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { useVoicemailCardStyles } from './VoicemailCard.styles.ts';

/** What the steps are made of. */
export interface VoicemailHelpProps {
  readonly site: VoicemailSite;
  readonly extensions: readonly string[];
}

/** Both, folded away until somebody asks. */
export function VoicemailHelp({ site, extensions }: VoicemailHelpProps): ReactElement {
  const styles = useVoicemailCardStyles();
  const translator = useTranslator();
  const { t } = translator;
  return (
    <div className={styles.help}>
      <details>
        <summary className={styles.summary}>{t('voicemail.firstTime')}</summary>
        <Steps texts={setupSteps(site, extensions, translator)} />
      </details>
      {site.outsideKey !== undefined && (
        <details>
          <summary className={styles.summary}>{t('voicemail.outside')}</summary>
          <Steps
            texts={[
              t('voicemail.outside.call'),
              t('voicemail.outside.key', { key: plainText(site.outsideKey) }),
              t('voicemail.outside.pin'),
            ]}
          />
        </details>
      )}
    </div>
  );
}

function Steps({ texts }: { readonly texts: readonly string[] }): ReactElement {
  const styles = useVoicemailCardStyles();
  return (
    <ol className={styles.steps}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ol>
  );
}

/** V1: one dials the own extension, or has the admin set a temporary PIN and dials the access code. */
function setupSteps(site: VoicemailSite, extensions: readonly string[], { t }: Translator): readonly string[] {
  const code = plainText(site.accessCode);
  const dialAccess = code === '' ? t('voicemail.setup.dialVoicemail') : t('voicemail.setup.dialCode', { code });
  if (site.setup === 'temporaryPin') {
    return [t('voicemail.setup.askPin'), dialAccess, t('voicemail.setup.typePin'), t('voicemail.setup.newPin')];
  }
  const own = plainText(extensions[0]);
  const dialOwn = own === '' ? t('voicemail.setup.dialOwn') : t('voicemail.setup.dialOwnLine', { line: own });
  return [dialOwn, t('voicemail.setup.follow'), t('voicemail.setup.newPin')];
}
