// Room entry: what both apps are composed of (docs/decisions/0008).
export { AppFrame, type AppFrameProps } from './AppFrame.tsx';
export { createModel } from './createModel.ts';
export { createSurroundings, translatorFor, type Surroundings, type SurroundingsSource } from './createSurroundings.ts';
export { OutsidePage } from './OutsidePage.tsx';
export { DialPadPage } from './pages/DialPadPage.tsx';
export { readConfig } from './readConfig.ts';
export { createBrowserSettings } from './createBrowserSettings.ts';
export {
  CallsPage,
  ContactsPage,
  fetchPages,
  MeetingsPage,
  NextMeeting,
  SettingsPage,
  SharedLines,
  ShortcutHelp,
  SpeedDialsPage,
  VoicemailPage,
  type PageProps,
} from './lazyPages.tsx';
export { useShortcuts } from './useShortcuts.ts';
export { keepPages } from './keepPages.ts';
export { LiveCalls } from './LiveCalls.tsx';
export { PageBoundary } from './PageBoundary.tsx';
