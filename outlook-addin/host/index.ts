// Room entry: the Outlook host.
export { addCommand, type CommandHost } from './commandHost.ts';
export { findHost, type FoundHost } from './officeGlobal.ts';
export { createOutlookHost, type OutlookHost } from './outlookHost.ts';
export { runSignInDialog } from './runSignInDialog.ts';
