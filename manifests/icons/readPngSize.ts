// Reads width and height of a PNG from its first chunk (PNG specification, sections 5.2 and 11.2.2).

const signature = '89504e470d0a1a0a';
const typeOffset = 12;
const widthOffset = 16;
const heightOffset = 20;
const headBytes = 24;

/** Size in pixels, undefined when this is no PNG. */
export function readPngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  const head = Buffer.from(bytes.subarray(0, headBytes));
  if (head.length < headBytes || head.toString('hex', 0, 8) !== signature) return undefined;
  if (head.toString('latin1', typeOffset, widthOffset) !== 'IHDR') return undefined;
  return { width: head.readUInt32BE(widthOffset), height: head.readUInt32BE(heightOffset) };
}
