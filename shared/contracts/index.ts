// Room entry: wire shapes between the apps and the service.
export { appConfigSchema, type AppConfig } from './appConfig.ts';
export {
  callsPageSchema,
  callsQuerySchema,
  type CallFilter,
  type CallRecordWire,
  type CallsPage,
  type LiveCall,
} from './calls.ts';
export { dialAnswerSchema, dialRequestSchema, type DialAnswer, type DialRequest } from './dial.ts';
export { meSchema, type Me } from './me.ts';
export { peopleAnswerSchema, peopleQuerySchema, type PeopleAnswer, type Person } from './people.ts';
export { problemSchema, type Problem } from './problem.ts';
export { streamEventSchema, type StreamEvent } from './stream.ts';
export { type PartyWire, type PbxLink } from './wire.ts';
