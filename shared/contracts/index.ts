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
  eraseSchema,
  missedCountSchema,
  seenSchema,
  type CallsQueryWire,
  type CallsSelection,
  type MissedCount,
} from './callLog.ts';
export { callsPageSchema, type CallFilter, type CallRecordWire, type CallsPage, type LiveCall } from './calls.ts';
export { dialAnswerSchema, dialRequestSchema, type DialAnswer, type DialRequest } from './dial.ts';
export { diallingSchema, type Dialling } from './dialPlan.ts';
export { meSchema, type Me } from './me.ts';
export {
  maxEventsPerBody,
  siteEventSchema,
  webhookBatchSchema,
  webhookEventSchema,
  type SiteEventWire,
  type WebhookEventWire,
  type WebhookReceipt,
} from './pbxEvents.ts';
export { peopleAnswerSchema, peopleQuerySchema, type PeopleAnswer, type Person } from './people.ts';
export { presenceWhySchema, whyQuerySchema, whyUserSchema, type PresenceWhy } from './presenceWhy.ts';
export { askedClassSchema, problemSchema, type AskedClass, type Problem } from './problem.ts';
export { streamEventSchema, type StreamEvent } from './stream.ts';
export { whyWordsSchema, type WhyWords } from './whyWords.ts';
export { type PartyWire, type PbxLink } from './wire.ts';
