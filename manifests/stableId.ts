// Makes ids that are the same each time: UUID version 5 (RFC 9562 section 5.5) in this product's own namespace.
import { createHash } from 'node:crypto';

/** A random UUID, once drawn; changing it would make every package a new app. */
const namespace = Buffer.from('6e0f2c1ab7d44c0c9a516f2f3f9d7a84', 'hex');
const idBytes = 16;

/** The id that belongs to this name. */
export function stableId(name: string): string {
  const hash = createHash('sha1').update(namespace).update(name, 'utf8').digest();
  const bytes = Uint8Array.from(hash.subarray(0, idBytes), withVersion);
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

/** Byte 6 starts with the version 5, byte 8 with the variant 10. */
function withVersion(byte: number, index: number): number {
  if (index === 6) return (byte & 0x0f) | 0x50;
  if (index === 8) return (byte & 0x3f) | 0x80;
  return byte;
}
