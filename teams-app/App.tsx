// The tab: binds the models to the views.
import { useState, type ReactElement } from 'react';
import {
  AppFrame,
  CallsPage,
  ContactsPage,
  DialPadPage,
  MeetingsPage,
  PageBoundary,
  SettingsPage,
  ShortcutHelp,
  SpeedDialsPage,
  useShortcuts,
  VoicemailPage,
  type Surroundings,
} from '#shared/app';
import type { AppModel, Readable, SettingsPort } from '#shared/models';
import { pageOf, useModel, type AppPage } from '#shared/ui';
import { HomePage } from './pages/HomePage.tsx';
import { ShortcutsButton } from './ShortcutsButton.tsx';
import { WhyBusy } from './WhyBusy.tsx';

/** Properties of the app. */
export interface AppProps {
  readonly model: AppModel;
  readonly surroundings: Readable<Surroundings>;
  /** The first useful paint is on the screen. */
  readonly onPainted: () => void;
  readonly onRetry: () => void;
  /** Kept on this device. */
  readonly deviceSettings: SettingsPort;
}

const pages: readonly AppPage[] = [
  'home',
  'speedDials',
  'contacts',
  'calls',
  'dialPad',
  'meetings',
  'voicemail',
  'settings',
];

/** The whole tab. */
export function App(props: AppProps): ReactElement {
  const { subPage } = useModel(props.surroundings);
  const [chosen, setChosen] = useState<AppPage>();
  const page = chosen ?? pageOf(subPage, pages) ?? 'home';
  const { dial, report, session } = props.model;
  const takesReports = useModel(session).me?.offers?.reports === true;
  const keys = useShortcuts({
    pages,
    onPageChange: setChosen,
    settings: props.deviceSettings,
    ...(page === 'dialPad' && { onPadKey: dial.press }),
  });
  return (
    <AppFrame
      {...props}
      pages={pages}
      page={page}
      onPageChange={setChosen}
      presenceAction={
        <>
          <WhyBusy model={props.model.why} />
          <ShortcutsButton onOpen={keys.openHelp} />
        </>
      }
    >
      <PageBoundary key={page}>
        <Page page={page} model={props.model} onPageChange={setChosen} />
      </PageBoundary>
      {keys.isHelpOpen && (
        <PageBoundary onRetry={keys.closeHelp}>
          <ShortcutHelp pages={pages} state={keys} {...(takesReports && { onReport: report.open })} />
        </PageBoundary>
      )}
    </AppFrame>
  );
}

interface PageProps {
  readonly page: AppPage;
  readonly model: AppModel;
  readonly onPageChange: (page: AppPage) => void;
}

function Page({ page, model, onPageChange }: PageProps): ReactElement | null {
  switch (page) {
    case 'home':
      return <HomePage model={model} onPageChange={onPageChange} />;
    case 'calls':
      return <CallsPage model={model} />;
    case 'contacts':
      return <ContactsPage model={model} />;
    case 'dialPad':
      return <DialPadPage model={model} />;
    case 'speedDials':
      return <SpeedDialsPage model={model} />;
    case 'meetings':
      return <MeetingsPage model={model} />;
    case 'voicemail':
      return <VoicemailPage model={model} />;
    case 'settings':
      return <SettingsPage model={model} />;
    case 'item':
      // Teams selects no mail.
      return null;
  }
}
