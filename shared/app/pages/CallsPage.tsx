// The call log page: live calls on top, search and filters, the log.
import { Spinner, makeStyles } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import type { AppModel, CallLogSnapshot, CallRow } from '#shared/models';
import {
  CallFilterBar,
  CallLogBar,
  CallLogList,
  DeleteConfirm,
  EmptyState,
  ErrorState,
  LogNews,
  PersonDialog,
  useModel,
  useTranslator,
  type CallLogActionHandlers,
  type CallLogItem,
} from '#shared/ui';
import type { PageProps } from '../lazyPages.tsx';
import { LiveCalls } from '../LiveCalls.tsx';

const panelId = 'call-log';

const useStyles = makeStyles({ log: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 } });

/** What the person is asked about: a row, or the whole log. */
type Asked = CallRow | 'all' | undefined;

/** The calls page. */
export function CallsPage({ model }: PageProps): ReactElement {
  const styles = useStyles();
  const log = useModel(model.log);
  const me = useModel(model.session).me;
  const [asked, ask] = useState<Asked>();
  useLog(model);
  useLeaving(model);
  return (
    <>
      <LiveCalls model={model} />
      <Bar
        model={model}
        log={log}
        onDeleteAll={() => {
          ask('all');
        }}
      />
      <CallFilterBar
        filter={log.filter}
        onFilterChange={model.log.setFilter}
        panelId={panelId}
        hasSharedLines={(me?.sharedLines ?? []).length > 0}
      />
      <News model={model} log={log} />
      <div id={panelId} role="tabpanel" aria-labelledby={`${panelId}-${log.filter}`} className={styles.log}>
        <LogBody model={model} log={log} ask={ask} />
      </div>
      <Questions model={model} asked={asked} ask={ask} />
    </>
  );
}

/** Reads the log when the page opens, folded as the person wants it. */
function useLog(model: AppModel): void {
  const isSignedIn = useModel(model.session).phase === 'signedIn';
  const isCollapsed = useModel(model.settings).settings?.collapseCalls ?? true;
  useEffect(() => {
    model.log.setCollapsed(isCollapsed);
    if (isSignedIn) void model.log.ensureLoaded();
  }, [model, isSignedIn, isCollapsed]);
}

/** Whoever leaves the page, or the app, takes nothing back any more. */
function useLeaving({ logActions }: AppModel): void {
  useEffect(() => {
    const leave = (): void => void logActions.flush();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [logActions]);
}

interface LogProps {
  readonly model: AppModel;
  readonly log: CallLogSnapshot;
}

function Bar({ model, log, onDeleteAll }: LogProps & { readonly onDeleteAll: () => void }): ReactElement {
  const { locale } = useTranslator();
  const { work } = useModel(model.logActions);
  const { text, answered, rows, hasMore, phase } = log;
  const isAnswered = answered !== '' && answered === text.trim() && phase === 'ready';
  const hasCalls = rows.length > 0;
  return (
    <CallLogBar
      text={text}
      onTextChange={model.log.setText}
      isSearching={phase === 'loading'}
      isBusy={work === 'deleting' || work === 'exporting'}
      {...(isAnswered && { found: { count: rows.length, hasMore } })}
      {...(hasCalls && { onExport: () => void model.logActions.exportTable(locale), onDeleteAll })}
    />
  );
}

function News({ model, log }: LogProps): ReactElement {
  const { work, error, undoable } = useModel(model.logActions);
  const { dismiss, undo, hold } = model.logActions;
  // With rows on show it is a row that could not be opened; without, the page itself says why.
  const shown = error ?? (log.phase === 'ready' ? log.error : undefined);
  return (
    <LogNews
      work={work}
      {...(shown !== undefined && { error: shown })}
      {...((work !== 'idle' || undoable !== undefined) && { onDismiss: dismiss })}
      {...(undoable !== undefined && { undoable, onUndo: undo, onHold: hold })}
    />
  );
}

function LogBody({ model, log, ask }: LogProps & { readonly ask: (asked: Asked) => void }): ReactElement | null {
  const { t } = useTranslator();
  const onEndNear = useCallback(() => void model.log.loadMore(), [model]);
  const actions = useActions(model, ask);
  const { phase, rows, hasMore, error } = log;
  if (rows.length > 0) {
    const end = phase === 'loadingMore' ? 'loading' : phase === 'moreFailed' ? 'failed' : 'quiet';
    return <CallLogList rows={rows} actions={actions} end={end} {...(hasMore && { onEndNear })} />;
  }
  if (error !== undefined) return <ErrorState code={error} onRetry={() => void model.log.load()} />;
  if (phase === 'loading' || phase === 'loadingMore') return <Spinner label={t('app.loading')} />;
  return phase === 'idle' ? null : <NoCalls log={log} />;
}

function NoCalls({ log: { filter, answered } }: { readonly log: CallLogSnapshot }): ReactElement {
  const { t } = useTranslator();
  const kind = answered !== '' ? 'search' : filter === 'all' ? 'all' : 'filtered';
  const icon = kind === 'search' ? <SearchRegular aria-hidden /> : <HistoryRegular aria-hidden />;
  return <EmptyState icon={icon} title={t(`calls.empty.${kind}`)} hint={t(`calls.empty.${kind}Hint`)} />;
}

/** The same object at each render: every row hangs on it. */
function useActions(model: AppModel, ask: (asked: Asked) => void): CallLogActionHandlers {
  return useMemo(() => {
    const rowOf = (item: CallLogItem): CallRow | undefined => model.log.getSnapshot().rows.find((row) => row === item);
    return {
      onToggle: (item) => {
        const row = rowOf(item);
        if (row !== undefined) model.log.toggle(row);
      },
      onDelete: (item) => {
        const row = rowOf(item);
        if (row !== undefined && row.count > 1) ask(row);
        else if (row !== undefined) model.logActions.deleteSoon(row);
      },
      onAddSpeedDial: (label, number) => {
        model.speedDials.add(label, number);
      },
      onOtherNumbers: (number, title) => void model.lookup.open(number, title),
    };
  }, [model, ask]);
}

interface QuestionsProps {
  readonly model: AppModel;
  readonly asked: Asked;
  readonly ask: (asked: Asked) => void;
}

/** What stands over the page. */
function Questions({ model, asked, ask }: QuestionsProps): ReactElement {
  const { phase, title, number, person, error } = useModel(model.lookup);
  return (
    <>
      {asked !== undefined && (
        <DeleteConfirm
          count={asked === 'all' ? 'all' : asked.count}
          onDelete={() => void (asked === 'all' ? model.logActions.deleteAll() : model.logActions.deleteRow(asked))}
          onClose={() => {
            ask(undefined);
          }}
        />
      )}
      {phase !== 'closed' && (
        <PersonDialog
          phase={phase}
          title={title}
          number={number}
          {...(person !== undefined && { person })}
          {...(error !== undefined && { error })}
          onAddSpeedDial={model.speedDials.add}
          onClose={model.lookup.close}
        />
      )}
    </>
  );
}
