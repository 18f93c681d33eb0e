// Room entry: Microsoft Graph for one tenant, and the fetcher of public JSON documents.
export { type OutboundOptions } from './createDispatcher.ts';
export { createGraphClient, type GraphClientOptions, type GraphTenant } from './createGraphClient.ts';
export { createJsonFetcher, type JsonFetcher } from './createJsonFetcher.ts';
export { createOutboundFetch, type OutboundFetch } from './createOutboundFetch.ts';
export type {
  CalendarEvent,
  GraphContact,
  GraphPort,
  GraphUser,
  PresenceOutcome,
  PresenceWrite,
  SeenPresence,
  TimeRange,
  UserAssertion,
  UserChange,
  UserChanges,
  UserFields,
} from './GraphPort.ts';
export type { GraphOperation, GraphRequestOutcome, GraphRequestReport } from './reportRequest.ts';
