// The call log page: live calls on top, filters, the log.
import { Spinner, makeStyles } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { useCallback, useEffect, type ReactElement } from 'react';
import type { AppModel, CallLogSnapshot } from '#shared/models';
import { CallFilterBar, CallLogList, EmptyState, ErrorState, LiveCallList, useModel, useTranslator } from '#shared/ui';

const panelId = 'call-log';

const useStyles = makeStyles({ log: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 } });

/** The calls page. */
export function CallsPage({ model }: { readonly model: AppModel }): ReactElement {
  const styles = useStyles();
  const { calls } = useModel(model.live);
  const { clockSkewMs, phase } = useModel(model.session);
  const log = useModel(model.log);
  const isSignedIn = phase === 'signedIn';
  useEffect(() => {
    if (isSignedIn) void model.log.ensureLoaded();
  }, [model, isSignedIn]);
  return (
    <>
      <LiveCallList calls={calls} clockSkewMs={clockSkewMs} />
      <CallFilterBar filter={log.filter} onFilterChange={model.log.setFilter} panelId={panelId} />
      <div id={panelId} role="tabpanel" aria-labelledby={`${panelId}-${log.filter}`} className={styles.log}>
        <LogBody model={model} log={log} />
      </div>
    </>
  );
}

function LogBody({ model, log }: { readonly model: AppModel; readonly log: CallLogSnapshot }): ReactElement | null {
  const { t } = useTranslator();
  const onEndNear = useCallback(() => void model.log.loadMore(), [model]);
  const { phase, rows, hasMore, error, filter } = log;
  if (rows.length > 0) {
    const end = phase === 'loadingMore' ? 'loading' : phase === 'moreFailed' ? 'failed' : 'quiet';
    return <CallLogList rows={rows} end={end} {...(hasMore && { onEndNear })} />;
  }
  if (phase === 'failed' && error !== undefined)
    return <ErrorState code={error} onRetry={() => void model.log.load()} />;
  if (phase === 'loading') return <Spinner label={t('app.loading')} />;
  if (phase === 'idle') return null;
  const kind = filter === 'all' ? 'all' : 'filtered';
  return (
    <EmptyState
      icon={<HistoryRegular aria-hidden />}
      title={t(`calls.empty.${kind}`)}
      hint={t(kind === 'all' ? 'calls.empty.allHint' : 'calls.empty.filteredHint')}
    />
  );
}
