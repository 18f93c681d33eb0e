// The functions a corpus runner asks for, out of our TypeScript sources as they stand, for plain node.
import { register } from 'tsx/esm/api';

register();
const functions = await import('./adapter.ts');

export const {
  findPhones,
  formatE164,
  telBuild,
  telValid,
  telParse,
  telSplit,
  detectLink,
  detectMeeting,
  amiFeed,
  validateManifest,
  validateGraph,
  parseDialogInfo,
  lineState,
  parsePidf,
  pidfOpen,
  parseMwi,
  validateCard,
} = functions;
