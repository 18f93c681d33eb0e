// Room entry: the component library of both apps.
export { AppShell, pageOf, pageTitleKey, type AppPage } from './components/AppShell/AppShell.tsx';
export { DegradedBanner } from './components/Banners/DegradedBanner.tsx';
export { DialStatusBanner } from './components/Banners/DialStatusBanner.tsx';
export { SignInBanner } from './components/Banners/SignInBanner.tsx';
export { CallFilterBar } from './components/CallLogList/CallFilterBar.tsx';
export { CallLogBar } from './components/CallLogList/CallLogBar.tsx';
export { CallLogList } from './components/CallLogList/CallLogList.tsx';
export type { CallLogActionHandlers, CallLogItem } from './components/CallLogList/CallLogList.types.ts';
export { DeleteConfirm } from './components/CallLogList/DeleteConfirm.tsx';
export { LogNews } from './components/CallLogList/LogNews.tsx';
export { ShortCallList } from './components/CallLogList/ShortCallList.tsx';
export { DialTest, type DialTestProps } from './components/DialTest/DialTest.tsx';
export { DialWays, type DialWaysProps } from './components/DialTest/DialWays.tsx';
export { FirstRun, type FirstRunProps, type Suggestion } from './components/FirstRun/FirstRun.tsx';
export { GroupForm } from './components/SpeedDialForm/GroupForm.tsx';
export { SettingsForm, type SettingsFormProps } from './components/SettingsForm/SettingsForm.tsx';
export type { PhoneSettingsProps } from './components/SettingsForm/PhoneSettings.tsx';
export type { PrivacySettingsProps } from './components/SettingsForm/PrivacySettings.tsx';
export { SpeedDialForm, type SpeedDialEntry } from './components/SpeedDialForm/SpeedDialForm.tsx';
export { SpeedDialGrid, type SpeedDialGridProps } from './components/SpeedDialGrid/SpeedDialGrid.tsx';
export {
  SpeedDialImport,
  type SpeedDialImportProps,
  type ImportRow,
} from './components/SpeedDialForm/SpeedDialImport.tsx';
export { SpeedDialNotice } from './components/SpeedDialGrid/SpeedDialNotice.tsx';
export { DialConfirm } from './components/DialConfirm/DialConfirm.tsx';
export { DialPad } from './components/DialPad/DialPad.tsx';
export { EmptyState, ErrorState } from './components/EmptyState/EmptyState.tsx';
export { LiveCallList } from './components/LiveCallCard/LiveCallList.tsx';
export { LiveAnnouncer } from './components/LiveStrip/LiveAnnouncer.tsx';
export { LiveStrip, type LiveStripProps } from './components/LiveStrip/LiveStrip.tsx';
export { MeetingCard, type MeetingView } from './components/MeetingCard/MeetingCard.tsx';
export { MeetingList, type MeetingGroupView } from './components/MeetingList/MeetingList.tsx';
export type { MeetingRowView } from './components/MeetingList/MeetingRow.tsx';
export { NextMeetingCard } from './components/MeetingList/NextMeetingCard.tsx';
export { Notice } from './components/Notice/Notice.tsx';
export { NumberList, type NumberView } from './components/NumberList/NumberList.tsx';
export { PeopleSearch } from './components/PeopleSearch/PeopleSearch.tsx';
export { PersonCard } from './components/PersonCard/PersonCard.tsx';
export { PersonDialog } from './components/PersonCard/PersonDialog.tsx';
export { PersonRow, type PersonRowProps } from './components/PersonRow/PersonRow.tsx';
export { ProblemReport } from './components/ProblemReport/ProblemReport.tsx';
export type { ProblemReportProps, ReportPictures } from './components/ProblemReport/ProblemReport.types.ts';
export { SharedLineList } from './components/SharedLineCard/SharedLineList.tsx';
export { ShortcutList } from './components/ShortcutList/ShortcutList.tsx';
export { SpeedDialStrip } from './components/SpeedDialGrid/SpeedDialStrip.tsx';
export { VoicemailCard } from './components/VoicemailCard/VoicemailCard.tsx';
export { WhyBusyButton } from './components/WhyBusyPanel/WhyBusyButton.tsx';
export {
  noDialer,
  useDialer,
  type AskReason,
  type DialQuestion,
  type Dialer,
  type DialledAs,
} from './hooks/useDialer.ts';
export { useModel } from './hooks/useModel.ts';
export { useNow } from './hooks/useNow.ts';
export { useTranslator } from './hooks/useTranslator.ts';
export { UiProvider } from './theme/UiProvider.tsx';
