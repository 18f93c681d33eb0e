// Our readers of SIP event bodies under the names and in the shapes that outside corpora ask for.
import { isPidfOpen, lineStateOfDialogs, parseDialogInfo, parseMessageSummary, parsePidf } from '#bot/pbx';
import type { LineState } from '#shared/domain/presence';

export { parseDialogInfo, parsePidf };

const wordOf: Readonly<Partial<Record<LineState, string>>> = {
  idle: 'free',
  ringing: 'ringing',
  dialling: 'ringing',
  connected: 'inCall',
  held: 'inCall',
};

/** free, ringing, inCall or unknown. */
export function lineState(body: string): string {
  const document = parseDialogInfo(body);
  return (document === null ? undefined : wordOf[lineStateOfDialogs(document.dialogs)]) ?? 'unknown';
}

/** True where the presence says that the person can be reached. */
export function pidfOpen(body: string): boolean {
  const presence = parsePidf(body);
  return presence !== null && isPidfOpen(presence);
}

/** The lamp and the counts of a mailbox. */
export function parseMwi(body: string): object | null {
  const summary = parseMessageSummary(body);
  if (summary === null) return null;
  const { isWaiting, voice } = summary;
  return { waiting: isWaiting, voiceNew: voice?.newMessages, voiceOld: voice?.oldMessages };
}
