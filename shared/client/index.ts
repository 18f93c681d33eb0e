// Room entry: the typed client of the service.
export { createApiClient, type ApiClient, type CallsQuery, type PeopleQuery, type Reader } from './apiClient.ts';
export { openEventStream, type EventStream, type EventStreamOptions, type StreamState } from './eventStream.ts';
export type { ExportQuery } from './exportCalls.ts';
export { createOwnDataClient, type OwnDataClient } from './ownData.ts';
export { systemClock, type ClockPort, type FetchPort, type TokenSource } from './ports.ts';
export type { RequestOptions } from './request.ts';
