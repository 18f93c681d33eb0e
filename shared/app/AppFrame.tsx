// What both apps are framed in: theme, words and ways to dial from the models, news above and below the page.
import { useEffect, useMemo, type ReactElement, type ReactNode } from 'react';
import { errorTable } from '#shared/errors';
import { isServiceCode, type AppModel, type Readable } from '#shared/models';
import {
  AppShell,
  DegradedBanner,
  DialConfirm,
  DialStatusBanner,
  SignInBanner,
  SpeedDialNotice,
  UiProvider,
  useModel,
} from '#shared/ui';
import type { AppPage, Dialer } from '#shared/ui';
import type { Surroundings } from './createSurroundings.ts';
import { FirstRunGate } from './FirstRunGate.tsx';
import { ReportDialog } from './lazyPages.tsx';
import { LiveNow } from './LiveNow.tsx';
import { PageBoundary } from './PageBoundary.tsx';
import { useMissedLook } from './useMissedLook.ts';

/** Properties of the frame. */
export interface AppFrameProps {
  readonly model: AppModel;
  readonly surroundings: Readable<Surroundings>;
  readonly pages: readonly AppPage[];
  readonly page: AppPage;
  readonly onPageChange: (page: AppPage) => void;
  /** The first useful paint is on the screen. */
  readonly onPainted: () => void;
  readonly onRetry: () => void;
  /** What can be asked about the own state, beside it. */
  readonly presenceAction?: ReactNode;
  readonly children: ReactNode;
}

/** The frame with the page in it. */
export function AppFrame(props: AppFrameProps): ReactElement {
  const { model, pages, page, onPageChange, onPainted, onRetry, children } = props;
  const { theme, translator, canLaunchTel } = useModel(props.surroundings);
  const dialer = useDialerOf(model, canLaunchTel);
  const session = useModel(model.session);
  const { newCount, isWaiting } = useModel(model.voicemail);
  useEffect(onPainted, [onPainted]);
  useMissedLook(model, page);
  useEffect(() => {
    document.documentElement.lang = translator.language;
  }, [translator]);
  return (
    <UiProvider theme={theme} translator={translator} dialer={dialer}>
      <AppShell
        pages={pages}
        page={page}
        onPageChange={onPageChange}
        missedCount={session.missedCount}
        voicemail={{ newCount, isWaiting }}
        {...(session.presence !== undefined && {
          // What the phone does is not known while nobody tells it.
          presence: session.connection === 'lost' ? 'unknown' : session.presence,
        })}
        presenceAction={props.presenceAction}
        banner={<Banner model={model} onRetry={onRetry} />}
        live={<LiveNow model={model} pages={pages} page={page} onPageChange={onPageChange} />}
        status={<Status model={model} />}
      >
        {children}
      </AppShell>
      <Question model={model} />
      {pages.includes('settings') && page !== 'settings' && <FirstRunGate model={model} />}
      <Report model={model.report} />
    </UiProvider>
  );
}

function Banner({ model, onRetry }: { readonly model: AppModel; readonly onRetry: () => void }): ReactElement | null {
  const { phase, error, connection, lostSinceMs, pbx, pbxDownSinceMs } = useModel(model.session);
  const { shownFromMs } = useModel(model.copy);
  const meetings = useModel(model.meetings);
  const fault = error !== undefined && { error };
  if (phase === 'signedOut' || phase === 'signingIn') {
    return <SignInBanner isBusy={phase === 'signingIn'} {...fault} onSignIn={() => void model.signIn()} />;
  }
  return (
    <DegradedBanner
      connection={connection}
      isGraphAway={meetings.error !== undefined && errorTable[meetings.error].messageKey === 'error.teamsAway'}
      {...(lostSinceMs !== undefined && { lostSinceMs })}
      {...(shownFromMs !== undefined && { copyFromMs: shownFromMs })}
      {...(pbx !== undefined && { pbx })}
      {...(pbxDownSinceMs !== undefined && { pbxDownSinceMs })}
      {...fault}
      onRetry={onRetry}
    />
  );
}

/** The problem report, over whatever page it was begun on. */
function Report({ model }: { readonly model: AppModel['report'] }): ReactElement | null {
  const { phase } = useModel(model);
  if (phase === 'closed') return null;
  return (
    <PageBoundary onRetry={model.close}>
      <ReportDialog model={model} />
    </PageBoundary>
  );
}

function Status({ model }: { readonly model: AppModel }): ReactElement {
  const { status } = useModel(model.dial);
  const { notice } = useModel(model.speedDials);
  const { undo, dismiss } = model.speedDials;
  return (
    <>
      <DialStatusBanner status={status} onDismiss={model.dial.dismiss} />
      <SpeedDialNotice news={notice} onUndo={undo} onDismiss={dismiss} />
    </>
  );
}

/** What is called only after a yes, over whatever page it was clicked on. */
function Question({ model }: { readonly model: AppModel }): ReactElement | null {
  const { question } = useModel(model.dial);
  const notice = useModel(model.session).me?.dialling.emergencyNotice;
  if (question === undefined) return null;
  return (
    <DialConfirm
      key={question.number}
      question={question}
      {...(notice !== undefined && { emergencyNotice: notice })}
      onClose={model.dial.closeQuestion}
    />
  );
}

function useDialerOf(model: AppModel, canLaunchTel: boolean): Dialer {
  const { format, telUri, askReason, dialledAs } = useModel(model.numbers);
  const { preferred, canRing } = useModel(model.dial);
  // Without the service the PBX cannot be asked: the next step of the ladder is offered at once.
  const isRingOffered = useModel(model.session).connection !== 'lost' && canRing;
  return useMemo(
    () => ({
      format,
      telUri: (number, withCodes) => (isServiceCode(number) ? null : telUri(number, withCodes)),
      askReason,
      dialledAs,
      onAsk: model.dial.ask,
      preferred,
      ...(canLaunchTel && { onLaunch: model.dial.launched }),
      ...(isRingOffered && {
        onRing: (number: string, isConfirmed?: boolean, fromLine?: string) =>
          void model.dial.ring(number, isConfirmed, fromLine),
      }),
      onCopy: (number) => void model.dial.copy(number),
      onPrefer: model.dial.prefer,
    }),
    [model, format, telUri, askReason, dialledAs, preferred, isRingOffered, canLaunchTel],
  );
}
