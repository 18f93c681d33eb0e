// Decides what a line of somebody else is called.
import type { SharedLine } from '#shared/contracts';
import { plainText } from '../../text/plainText.ts';

/** How people call a line: by its owner, with the extension beside the name. */
export function lineName({ owner, extension }: Pick<SharedLine, 'owner' | 'extension'>): string {
  const name = plainText(owner?.displayName);
  return name === '' ? plainText(extension) : `${name} · ${plainText(extension)}`;
}
