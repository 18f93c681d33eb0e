// The voicemail page: the mailboxes, how to reach them, and the calls that ended there.
import { Button, Spinner, makeStyles, tokens } from '@fluentui/react-components';
import { VoicemailRegular } from '@fluentui/react-icons/svg/voicemail';
import { useEffect, useId, type ReactElement } from 'react';
import type { AppModel } from '#shared/models';
import { EmptyState, ErrorState, ShortCallList, VoicemailCard, useModel, useTranslator } from '#shared/ui';
import type { PageProps } from '../lazyPages.tsx';

const useStyles = makeStyles({
  heading: {
    margin: `${tokens.spacingVerticalS} 0 0`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  more: { alignSelf: 'center' },
});

/** The page. */
export function VoicemailPage({ model }: PageProps): ReactElement {
  const { t } = useTranslator();
  const { mailboxes, site } = useModel(model.voicemail);
  const { phase, me } = useModel(model.session);
  const isSignedIn = phase === 'signedIn';
  useEffect(() => {
    if (isSignedIn) void model.voicemail.calls.ensureLoaded();
  }, [model, isSignedIn]);
  const isUnknown = me !== undefined && site === undefined && (mailboxes ?? []).length === 0;
  return (
    <>
      {isUnknown ? (
        <EmptyState
          icon={<VoicemailRegular aria-hidden />}
          title={t('voicemail.unknown')}
          hint={t('voicemail.unknownHint')}
        />
      ) : (
        me !== undefined && (
          <VoicemailCard
            {...(mailboxes !== undefined && { mailboxes })}
            {...(site !== undefined && { site })}
            extensions={me.lines.map(({ extension }) => extension)}
          />
        )
      )}
      {/* Not before what stands above it, which would push it down. */}
      {me !== undefined && <VoicemailCalls log={model.voicemail.calls} />}
    </>
  );
}

function VoicemailCalls({ log }: { readonly log: AppModel['log'] }): ReactElement {
  const styles = useStyles();
  const { t } = useTranslator();
  const { phase, rows, hasMore, error } = useModel(log);
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        {t('voicemail.calls')}
      </h2>
      {rows.length > 0 && <ShortCallList rows={rows} label={t('voicemail.calls')} />}
      {rows.length === 0 && phase === 'loading' && <Spinner label={t('app.loading')} />}
      {rows.length === 0 && phase === 'ready' && <EmptyState title={t('voicemail.noCalls')} />}
      {rows.length === 0 && error !== undefined && <ErrorState code={error} onRetry={() => void log.load()} />}
      {hasMore && (
        <Button appearance="transparent" className={styles.more} onClick={() => void log.loadMore()}>
          {t('voicemail.more')}
        </Button>
      )}
    </section>
  );
}
