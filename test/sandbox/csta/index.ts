// Room entry: the sandbox CSTA PBX.
export { startCstaSandbox, type CstaLinkMode, type CstaSandbox, type CstaSandboxOptions } from './startCstaSandbox.ts';
export type { StoryName, StoryParts } from './stories.ts';
export type { Disturbance } from './CstaSwitch.ts';
export { frameOf, rawFrame, type Content } from './cstaWire.ts';
