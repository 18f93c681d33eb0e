// Room entry: the component library of both apps.
export { AppShell, pageOf, type AppPage } from './components/AppShell/AppShell.tsx';
export { DegradedBanner } from './components/Banners/DegradedBanner.tsx';
export { DialStatusBanner } from './components/Banners/DialStatusBanner.tsx';
export { SignInBanner } from './components/Banners/SignInBanner.tsx';
export { CallFilterBar } from './components/CallLogList/CallFilterBar.tsx';
export { CallLogList } from './components/CallLogList/CallLogList.tsx';
export { ShortCallList } from './components/CallLogList/ShortCallList.tsx';
export { DialPad } from './components/DialPad/DialPad.tsx';
export { EmptyState, ErrorState } from './components/EmptyState/EmptyState.tsx';
export { LiveCallList } from './components/LiveCallCard/LiveCallList.tsx';
export { MeetingCard, type MeetingView } from './components/MeetingCard/MeetingCard.tsx';
export { Notice } from './components/Notice/Notice.tsx';
export { NumberList, type NumberView } from './components/NumberList/NumberList.tsx';
export { PeopleSearch } from './components/PeopleSearch/PeopleSearch.tsx';
export type { Dialer } from './hooks/useDialer.ts';
export { useModel } from './hooks/useModel.ts';
export { useTranslator } from './hooks/useTranslator.ts';
export { UiProvider } from './theme/UiProvider.tsx';
