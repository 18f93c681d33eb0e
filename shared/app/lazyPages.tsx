// The pages that are fetched when they are first wanted: what the first paint needs stays small.
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { AppModel } from '#shared/models';

/** A page of the app, bound to the models. */
export interface PageProps {
  readonly model: AppModel;
}

type LazyPage = LazyExoticComponent<ComponentType<PageProps>>;

export const SpeedDialsPage: LazyPage = lazy(async () => ({
  default: (await import(/* webpackChunkName: "page-speed-dials" */ './pages/SpeedDialsPage.tsx')).SpeedDialsPage,
}));

export const MeetingsPage: LazyPage = lazy(async () => ({
  default: (await import(/* webpackChunkName: "page-meetings" */ './pages/MeetingsPage.tsx')).MeetingsPage,
}));

export const VoicemailPage: LazyPage = lazy(async () => ({
  default: (await import(/* webpackChunkName: "page-voicemail" */ './pages/VoicemailPage.tsx')).VoicemailPage,
}));

export const SettingsPage: LazyPage = lazy(async () => ({
  default: (await import(/* webpackChunkName: "page-settings" */ './pages/SettingsPage.tsx')).SettingsPage,
}));
