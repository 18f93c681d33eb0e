// The pages that are fetched when they are first wanted: what the first paint needs stays small.
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { AppModel } from '#shared/models';
import type { NextMeetingProps } from './pages/HomeSections.tsx';
import type { ReportDialogProps } from './ReportDialog.tsx';
import type { ShortcutHelpProps } from './ShortcutHelp.tsx';

/** A page of the app, bound to the models. */
export interface PageProps {
  readonly model: AppModel;
}

type LazyPage = LazyExoticComponent<ComponentType<PageProps>>;

const load = {
  calls: () => import(/* webpackChunkName: "page-calls" */ './pages/CallsPage.tsx'),
  contacts: () => import(/* webpackChunkName: "page-contacts" */ './pages/ContactsPage.tsx'),
  speedDials: () => import(/* webpackChunkName: "page-speed-dials" */ './pages/SpeedDialsPage.tsx'),
  meetings: () => import(/* webpackChunkName: "page-meetings" */ './pages/MeetingsPage.tsx'),
  voicemail: () => import(/* webpackChunkName: "page-voicemail" */ './pages/VoicemailPage.tsx'),
  home: () => import(/* webpackChunkName: "page-home" */ './pages/HomeSections.tsx'),
  settings: () => import(/* webpackChunkName: "page-settings" */ './pages/SettingsPage.tsx'),
  report: () => import(/* webpackChunkName: "page-report" */ './ReportDialog.tsx'),
  shortcuts: () => import(/* webpackChunkName: "page-shortcuts" */ './ShortcutHelp.tsx'),
} as const;

export const CallsPage: LazyPage = lazy(async () => ({ default: (await load.calls()).CallsPage }));
export const ContactsPage: LazyPage = lazy(async () => ({ default: (await load.contacts()).ContactsPage }));
export const SpeedDialsPage: LazyPage = lazy(async () => ({ default: (await load.speedDials()).SpeedDialsPage }));
export const MeetingsPage: LazyPage = lazy(async () => ({ default: (await load.meetings()).MeetingsPage }));
export const VoicemailPage: LazyPage = lazy(async () => ({ default: (await load.voicemail()).VoicemailPage }));
/** The next meeting on the first page. */
export const NextMeeting: LazyExoticComponent<ComponentType<NextMeetingProps>> = lazy(async () =>
  orNothing(async () => (await load.home()).NextMeeting),
);
/** The lines that others share, on the first page. */
export const SharedLines: LazyPage = lazy(async () => orNothing(async () => (await load.home()).SharedLines));
export const SettingsPage: LazyPage = lazy(async () => ({ default: (await load.settings()).SettingsPage }));
/** The problem report. */
export const ReportDialog: LazyExoticComponent<ComponentType<ReportDialogProps>> = lazy(async () => ({
  default: (await load.report()).ReportDialog,
}));
/** The list of keyboard shortcuts. */
export const ShortcutHelp: LazyExoticComponent<ComponentType<ShortcutHelpProps>> = lazy(async () => ({
  default: (await load.shortcuts()).ShortcutHelp,
}));

/** A part of a page that cannot be fetched leaves the rest of its page where it is. */
async function orNothing<Props>(
  fetchPart: () => Promise<ComponentType<Props>>,
): Promise<{ readonly default: ComponentType<Props> }> {
  try {
    return { default: await fetchPart() };
  } catch {
    return { default: () => null };
  }
}

/** Fetches all of them, so that they are there when the service is not. Never rejects: what failed is asked for again when it is wanted. */
export async function fetchPages(): Promise<void> {
  await Promise.allSettled(Object.values(load).map((one) => one()));
}
