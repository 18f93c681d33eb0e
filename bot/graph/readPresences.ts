// Asks Graph what Teams shows of many users at once.
import { AppError } from '#shared/errors';
import type { Wire } from './createWire.ts';
import type { SeenPresence } from './GraphPort.ts';
import { parsePresences } from './parsePresences.ts';

// microsoft365.md 1.3.
const maxIds = 650;
const maxBytes = 8 * 1024 * 1024;

/** Users Graph does not know are absent. Throws `input.invalid` over 650 ids, and what GraphPort promises. */
export async function readPresences(wire: Wire, userIds: readonly string[]): Promise<readonly SeenPresence[]> {
  if (userIds.length > maxIds) throw new AppError('input.invalid', `at most ${String(maxIds)} users are read at once`);
  if (userIds.length === 0) return [];
  const url = new URL('communications/getPresencesByUserId', wire.base);
  const body = JSON.stringify({ ids: userIds });
  const answer = await wire.call('readPresences', { method: 'POST', url, body, maxBytes });
  return parsePresences(answer.text, userIds);
}
