// The tab: binds the models to the views.
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { HostTheme } from '#shared/host';
import type { Translator } from '#shared/i18n';
import { isServiceCode, type AppModel, type Readable } from '#shared/models';
import { AppShell, DegradedBanner, DialStatusBanner, SignInBanner, UiProvider, pageOf, useModel } from '#shared/ui';
import type { AppPage, Dialer } from '#shared/ui';
import { CallsPage } from './pages/CallsPage.tsx';
import { ContactsPage } from './pages/ContactsPage.tsx';
import { DialPadPage } from './pages/DialPadPage.tsx';
import { HomePage } from './pages/HomePage.tsx';

/** What the host says while the app runs. */
export interface Surroundings {
  readonly theme: HostTheme;
  readonly translator: Translator;
  /** Page named by a deep link. */
  readonly subPage: string | undefined;
  readonly canLaunchTel: boolean;
}

/** Properties of the app. */
export interface AppProps {
  readonly model: AppModel;
  readonly surroundings: Readable<Surroundings>;
  /** The first useful paint is on the screen. */
  readonly onPainted: () => void;
  readonly onRetry: () => void;
}

/** The whole tab. */
export function App({ model, surroundings, onPainted, onRetry }: AppProps): ReactElement {
  const { theme, translator, subPage, canLaunchTel } = useModel(surroundings);
  const dialer = useDialerOf(model, canLaunchTel);
  const [chosen, setChosen] = useState<AppPage>();
  const page = chosen ?? pageOf(subPage) ?? 'home';
  const session = useModel(model.session);
  useEffect(onPainted, [onPainted]);
  useEffect(() => {
    document.documentElement.lang = translator.language;
  }, [translator]);
  return (
    <UiProvider theme={theme} translator={translator} dialer={dialer}>
      <AppShell
        page={page}
        onPageChange={setChosen}
        {...(session.presence !== undefined && { presence: session.presence })}
        banner={<Banner model={model} onRetry={onRetry} />}
        status={<Status model={model} />}
      >
        <Page page={page} model={model} onPageChange={setChosen} />
      </AppShell>
    </UiProvider>
  );
}

interface PageProps {
  readonly page: AppPage;
  readonly model: AppModel;
  readonly onPageChange: (page: AppPage) => void;
}

function Page({ page, model, onPageChange }: PageProps): ReactElement {
  switch (page) {
    case 'home':
      return (
        <HomePage
          model={model}
          onSeeAll={() => {
            onPageChange('calls');
          }}
        />
      );
    case 'calls':
      return <CallsPage model={model} />;
    case 'contacts':
      return <ContactsPage model={model} />;
    case 'dialPad':
      return <DialPadPage model={model} />;
  }
}

function Banner({ model, onRetry }: { readonly model: AppModel; readonly onRetry: () => void }): ReactElement | null {
  const { phase, error, connection, pbx } = useModel(model.session);
  const fault = error !== undefined && { error };
  if (phase === 'signedOut' || phase === 'signingIn') {
    return <SignInBanner isBusy={phase === 'signingIn'} {...fault} onSignIn={() => void model.signIn()} />;
  }
  return <DegradedBanner connection={connection} {...(pbx !== undefined && { pbx })} {...fault} onRetry={onRetry} />;
}

function Status({ model }: { readonly model: AppModel }): ReactElement {
  const { status } = useModel(model.dial);
  return <DialStatusBanner status={status} onDismiss={model.dial.dismiss} />;
}

function useDialerOf(model: AppModel, canLaunchTel: boolean): Dialer {
  const { format, telUri } = useModel(model.numbers);
  const { preferred, canRing } = useModel(model.dial);
  // Without the service the PBX cannot be asked: the next step of the ladder is offered at once.
  const isRingOffered = useModel(model.session).connection !== 'lost' && canRing;
  return useMemo(
    () => ({
      format,
      telUri: (number) => (isServiceCode(number) ? null : telUri(number)),
      preferred,
      ...(canLaunchTel && { onLaunch: model.dial.launched }),
      ...(isRingOffered && {
        onRing: (number: string, isConfirmed?: boolean) => void model.dial.ring(number, isConfirmed),
      }),
      onCopy: (number) => void model.dial.copy(number),
      onPrefer: model.dial.prefer,
    }),
    [model, format, telUri, preferred, isRingOffered, canLaunchTel],
  );
}
