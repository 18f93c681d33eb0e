// Room entry: meetings of invitations.
export { findMeeting } from './findMeeting.ts';
export { joinByPhoneUri } from './joinByPhoneUri.ts';
export type { DialIn, Invitation, Meeting } from './meetingTypes.ts';
