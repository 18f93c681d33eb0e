// Room entry: Microsoft Graph for one tenant, and the fetcher of public JSON documents.
export { type OutboundOptions } from './createDispatcher.ts';
export {
  createGraphClient,
  type GraphClientOptions,
  type GraphOperation,
  type GraphRequestOutcome,
  type GraphRequestReport,
  type GraphTenant,
} from './createGraphClient.ts';
export { createJsonFetcher, type JsonFetcher } from './createJsonFetcher.ts';
export { createOutboundFetch, type OutboundFetch } from './createOutboundFetch.ts';
export { type GraphPort, type GraphUser } from './GraphPort.ts';
