// Room entry: wire shapes between the apps and the service.
export { adminLinesQuerySchema, adminLinesSchema, type AdminLines } from './adminLines.ts';
export { adminPbxSchema, adminQuerySchema, type AdminPbx } from './adminPbx.ts';
export { adminReloadSchema, type AdminReload } from './adminReload.ts';
export { appConfigSchema, type AppConfig } from './appConfig.ts';
export {
  callIdSchema,
  callsExportQuerySchema,
  callsQuerySchema,
  deleteAllSchema,
  deleteSomeSchema,
  eraseSchema,
  missedCountSchema,
  mostDeletedCalls,
  seenSchema,
  type CallsQueryWire,
  type CallsSelection,
  type MissedCount,
} from './callLog.ts';
export { callActionSchema, callControlSchema, type CallAction } from './callControl.ts';
export { callsPageSchema, type CallFilter, type CallRecordWire, type CallsPage, type LiveCall } from './calls.ts';
export { dialAnswerSchema, dialRequestSchema, type DialAnswer, type DialRequest } from './dial.ts';
export { diallingSchema, type Dialling, type LinkPlatform } from './dialPlan.ts';
export { meSchema, type Me } from './me.ts';
export { meetingsAnswerSchema, meetingsQuerySchema, type MeetingWire, type MeetingsAnswer } from './meetings.ts';
export {
  maxEventsPerBody,
  siteEventSchema,
  webhookBatchSchema,
  webhookEventSchema,
  type SiteEventWire,
  type WebhookEventWire,
  type WebhookReceipt,
} from './pbxEvents.ts';
export {
  defaultUserSettings,
  settingsAnswerSchema,
  settingsChangeSchema,
  speedDialSchema,
  speedDialsChangeSchema,
  speedDialsSchema,
  userSettingsSchema,
  type SettingsAnswer,
  type SettingsChange,
  type SpeedDial,
  type SpeedDialGroup,
  type SpeedDialList,
  type SpeedDials,
  type SpeedDialsChange,
  type UserSettings,
} from './personal.ts';
export { peopleAnswerSchema, peopleQuerySchema, type PeopleAnswer, type Person } from './people.ts';
export {
  peoplePresenceAnswerSchema,
  peoplePresenceQuerySchema,
  type PeoplePresenceAnswer,
  type TeamsPresence,
} from './peoplePresence.ts';
export {
  phoneAnswerSchema,
  phoneChangeSchema,
  type ForwardingTypeWire,
  type Mailbox,
  type PhoneAnswer,
  type PhoneChange,
  type PhoneLine,
  type VoicemailSite,
} from './phone.ts';
export { presenceWhySchema, whyQuerySchema, whyUserSchema, type PresenceWhy } from './presenceWhy.ts';
export { askedClassSchema, problemSchema, type AskedClass, type Problem } from './problem.ts';
export {
  reportAnswerSchema,
  reportLimits,
  reportSchema,
  type Report,
  type ReportAnswer,
  type ReportTopic,
} from './report.ts';
export { type SharedLine } from './sharedLines.ts';
export { streamEventSchema, type StreamEvent } from './stream.ts';
export { whyWordsSchema, type WhyWords } from './whyWords.ts';
export { type PartyWire, type PbxLink } from './wire.ts';
