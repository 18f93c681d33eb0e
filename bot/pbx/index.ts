// Room entry: the PBX connectors.
export { createAmiConnector, type AmiObserver, type AmiOptions } from './ami/amiConnector.ts';
export { AmiFramer, type AmiMessage } from './ami/parse.ts';
export { AmiMapper } from './ami/map.ts';
export type { MakeCallOrder, PbxCapabilities, PbxPort, PbxSink } from './PbxPort.ts';
