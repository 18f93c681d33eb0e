// The frame of an app: sections as tabs, the state of the own phone, news, and the page.
import { CallRegular } from '@fluentui/react-icons/svg/call';
import { CalendarRegular } from '@fluentui/react-icons/svg/calendar';
import { DialpadRegular } from '@fluentui/react-icons/svg/dialpad';
import { HomeRegular } from '@fluentui/react-icons/svg/home';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { SettingsRegular } from '@fluentui/react-icons/svg/settings';
import { StarRegular } from '@fluentui/react-icons/svg/star';
import { VoicemailRegular } from '@fluentui/react-icons/svg/voicemail';
import type { ReactElement, ReactNode } from 'react';
import type { MessageKey, Translator } from '#shared/i18n';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { TabBar } from '../TabBar/TabBar.tsx';
import { PresenceBadge, phoneStateKey, type PhoneState } from '../PresenceBadge/PresenceBadge.tsx';
import { useAppShellStyles } from './AppShell.styles.ts';

/** The sections of the apps; `item` is the mail or appointment selected in Outlook. */
export type AppPage =
  'item' | 'home' | 'calls' | 'contacts' | 'dialPad' | 'speedDials' | 'meetings' | 'voicemail' | 'settings';

const panelId = 'page';
const icons: Readonly<Record<AppPage, ReactElement>> = {
  item: <MailRegular />,
  home: <HomeRegular />,
  calls: <CallRegular />,
  contacts: <PeopleRegular />,
  dialPad: <DialpadRegular />,
  speedDials: <StarRegular />,
  meetings: <CalendarRegular />,
  voicemail: <VoicemailRegular />,
  settings: <SettingsRegular />,
};
const titleKeys: Readonly<Record<AppPage, MessageKey>> = {
  item: 'nav.item',
  home: 'nav.home',
  calls: 'nav.calls',
  contacts: 'nav.contacts',
  dialPad: 'nav.dialPad',
  speedDials: 'nav.speedDials',
  meetings: 'nav.meetings',
  voicemail: 'nav.voicemail',
  settings: 'nav.settings',
};

/** The page of `pages` that a text from outside (a deep link) names, or undefined. */
export function pageOf(name: string | undefined, pages: readonly AppPage[]): AppPage | undefined {
  return pages.find((page) => page === name);
}

/** The title of a page, also its name on its tab. */
export function pageTitleKey(page: AppPage): MessageKey {
  return titleKeys[page];
}

/** Properties of the frame. */
export interface AppShellProps {
  /** The sections of this app, in their order. */
  readonly pages: readonly AppPage[];
  readonly page: AppPage;
  readonly onPageChange: (page: AppPage) => void;
  /** Missed calls nobody has looked at, told on the tab of the calls. @default 0 */
  readonly missedCount?: number;
  /** What waits in the mailboxes, told on the tab of the voicemail; a phone system may tell of a lamp alone. */
  readonly voicemail?: { readonly newCount: number; readonly isWaiting: boolean };
  /** State of the person's own phone; undefined until it is known. */
  readonly presence?: PhoneState;
  /** What can be asked or done about that state, beside it. */
  readonly presenceAction?: ReactNode;
  /** Notices above the page. */
  readonly banner?: ReactNode;
  /** The calls of this moment, below the page: it does not move when one comes. */
  readonly live?: ReactNode;
  /** Notices below the page: what became of the last click. */
  readonly status?: ReactNode;
  readonly children: ReactNode;
}

/** The frame around every page. */
export function AppShell(props: AppShellProps): ReactElement {
  const { pages, page, onPageChange, presence, presenceAction, banner, live, status, children } = props;
  const styles = useAppShellStyles();
  const { t } = useTranslator();
  return (
    <div className={styles.root}>
      <header className={styles.header}>
        <TabBar
          label={t('nav.label')}
          panelId={panelId}
          tabs={pages.map((value) => ({
            value,
            text: tabText(value, props, t),
            icon: icons[value],
            hasNews: hasNews(value, props),
          }))}
          value={page}
          onValueChange={onPageChange}
        />
        {presence === undefined ? (
          <div className={styles.presence} />
        ) : (
          <OwnPresence presence={presence} action={presenceAction} />
        )}
      </header>
      <div role="status">{banner}</div>
      <main className={styles.main}>
        <h1 className={styles.title}>{t(titleKeys[page])}</h1>
        <div className={styles.page} id={panelId} role="tabpanel" aria-labelledby={`${panelId}-${page}`}>
          {children}
        </div>
      </main>
      {live}
      <div role="status">{status}</div>
    </div>
  );
}

/** The title of a page, with what is new there. */
function tabText(page: AppPage, { missedCount = 0, voicemail }: AppShellProps, t: Translator['t']): string {
  if (page === 'calls' && missedCount > 0) return t('nav.callsMissed', { count: missedCount });
  if (page === 'voicemail' && voicemail?.isWaiting === true) {
    const { newCount } = voicemail;
    return newCount > 0 ? t('nav.voicemailNew', { count: newCount }) : t('nav.voicemailWaiting');
  }
  return t(titleKeys[page]);
}

function hasNews(page: AppPage, { missedCount = 0, voicemail }: AppShellProps): boolean {
  return (page === 'calls' && missedCount > 0) || (page === 'voicemail' && voicemail?.isWaiting === true);
}

function OwnPresence({
  presence,
  action,
}: {
  readonly presence: PhoneState;
  readonly action: ReactNode;
}): ReactElement {
  const styles = useAppShellStyles();
  const { t } = useTranslator();
  const state = t(phoneStateKey(presence));
  return (
    <div className={styles.presence} title={t('presence.mine', { state })}>
      <PresenceBadge state={presence} isDecorative />
      <span className={styles.presenceText} aria-label={t('presence.mine', { state })} role="img">
        {state}
      </span>
      {action}
    </div>
  );
}
