// Room entry: the PBX connectors.
export { createAmiConnector, type AmiObserver, type AmiOptions } from './ami/amiConnector.ts';
export { AmiFramer, type AmiMessage } from './ami/parse.ts';
export { AmiMapper } from './ami/map.ts';
export {
  createConnector,
  createLocalConnector,
  type ConnectorSurroundings,
  type DoorSurroundings,
} from './createConnector.ts';
export { PbxDoors } from './pbxDoors.ts';
export type { PbxObserver } from './PbxObserver.ts';
export { createCstaConnector, type CstaOptions } from './csta/cstaConnector.ts';
export { CstaFramer, formatFrame } from './csta/parse.ts';
export { leavesOf, readMessage, type CstaMessage } from './csta/message.ts';
export type {
  ControlOrder,
  ForwardingOrder,
  MakeCallOrder,
  PbxCapabilities,
  PbxPort,
  PbxSink,
  RingOrder,
  ToldUserState,
} from './PbxPort.ts';
export {
  eventFramesUnderWay,
  parseFrame,
  serviceFrameLimitBytes,
  serviceMessageSchema,
  siteProtocol,
  type SiteMessage,
  type SiteOrder,
} from './site/protocol.ts';
export { isPidfOpen, parsePidf, userStateOf, type Presence } from './sip/pidf.ts';
export { lineStateOfDialogs, parseDialogInfo, type DialogInfo } from './sip/dialogInfo.ts';
export { parseMessageSummary, type MessageSummary } from './sip/messageSummary.ts';
export { createSipConnector, type SipOptions } from './sip/sipConnector.ts';
export { SiteConnector, type SiteListener, type SiteOptions } from './site/siteConnector.ts';
export type { PositionKeeper } from './site/sitePositions.ts';
export type { SiteSocket } from './site/siteSession.ts';
export { WebhookConnector, type Delivery, type WebhookOptions } from './webhook/webhookConnector.ts';
export { toWire } from './wireEvents.ts';
