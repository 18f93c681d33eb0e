// One click to one's messages; a code with * or # is the site's own here, and is still asked about first (product D7).
import { Button } from '@fluentui/react-components';
import { VoicemailRegular } from '@fluentui/react-icons/svg/voicemail';
import type { ReactElement } from 'react';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { DialButton } from '../DialButton/DialButton.tsx';
import { useVoicemailCardStyles } from './VoicemailCard.styles.ts';

/** Dials the access code of the site's voicemail. */
export function AccessCode({ code }: { readonly code: string }): ReactElement {
  const styles = useVoicemailCardStyles();
  const { t } = useTranslator();
  const { onRing, onAsk } = useDialer();
  const shown = plainText(code);
  const text = t('voicemail.listen', { code: shown });
  return (
    <div className={styles.actions}>
      {/[*#]/u.test(code) ? (
        <Button
          appearance="primary"
          icon={<VoicemailRegular />}
          className={styles.action}
          aria-haspopup="dialog"
          onClick={() => {
            onAsk({ number: code, reason: 'serviceCode', way: onRing === undefined ? 'copy' : 'ring' });
          }}
        >
          {text}
        </Button>
      ) : (
        <DialButton shape="long" appearance="primary" number={code} target={shown} text={text} />
      )}
    </div>
  );
}
