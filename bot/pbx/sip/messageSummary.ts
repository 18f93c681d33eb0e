// Reads message-summary bodies (RFC 3842): the lamp of a mailbox and, where the PBX tells them, its counts.

/** Counts of one class of messages. */
export interface MessageCounts {
  readonly newMessages: number;
  readonly oldMessages: number;
  readonly newUrgent?: number;
  readonly oldUrgent?: number;
}

/** The state of a mailbox. */
export interface MessageSummary {
  readonly isWaiting: boolean;
  readonly account?: string;
  /** Absent when the PBX tells the lamp alone. */
  readonly voice?: MessageCounts;
}

/** A body has half a dozen lines. */
const mostLines = 200;
const longestBody = 16_384;
const statusLine = /^messages-waiting\s*:\s*(yes|no)\s*$/i;
const accountLine = /^message-account\s*:\s*(\S+)\s*$/i;
const countLine = /^voice-message\s*:\s*(\d{1,9})\s*\/\s*(\d{1,9})(?:\s*\(\s*(\d{1,9})\s*\/\s*(\d{1,9})\s*\))?/i;

/** The state, or null when the body is none. Never throws. */
export function parseMessageSummary(text: string): MessageSummary | null {
  if (text.length > longestBody) return null;
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/, mostLines);
  const waiting = firstMatch(lines, statusLine)?.[1]?.toLowerCase();
  const account = firstMatch(lines, accountLine)?.[1];
  const voice = voiceCounts(lines);
  if (waiting === undefined && voice === undefined) return null;
  return {
    // Some PBXs leave out the line that the RFC wants first; new messages light the lamp then.
    isWaiting: waiting === undefined ? (voice?.newMessages ?? 0) > 0 : waiting === 'yes',
    ...(account === undefined ? {} : { account }),
    ...(voice === undefined ? {} : { voice }),
  };
}

function voiceCounts(lines: readonly string[]): MessageCounts | undefined {
  const match = firstMatch(lines, countLine);
  if (match === undefined) return undefined;
  const [, newMessages, oldMessages, newUrgent, oldUrgent] = match;
  return {
    newMessages: Number(newMessages),
    oldMessages: Number(oldMessages),
    ...(newUrgent === undefined ? {} : { newUrgent: Number(newUrgent), oldUrgent: Number(oldUrgent) }),
  };
}

function firstMatch(lines: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  for (const line of lines) {
    const match = pattern.exec(line.trim());
    if (match !== null) return match;
  }
  return undefined;
}
