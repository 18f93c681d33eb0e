// Room entry: meetings of invitations.
export { findJoinLink } from './findJoinLink.ts';
export type { JoinLink } from './findJoinLinks.ts';
export { findMeeting } from './findMeeting.ts';
export { joinByPhoneUri } from './joinByPhoneUri.ts';
export type { DialIn, Invitation, Meeting } from './meetingTypes.ts';
