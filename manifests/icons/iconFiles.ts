// Decides which icon files there are, from which drawing each is made, and its size in pixels.

/** One committed PNG: square, drawn from `icons/<drawing>.svg` by `manifests/drawIcons.ts`. */
export interface IconFile {
  readonly name: string;
  readonly drawing: 'badge' | 'color' | 'color32x32' | 'outline';
  readonly sizePx: number;
}

/** Sizes Outlook asks for: ribbon 16, 32, 80; catalogue 64, 128; phones 25, 32, 48 at scales 1 to 3. */
const assetSizesPx = [16, 25, 32, 48, 50, 64, 75, 80, 96, 128, 144] as const;

/** An icon Outlook fetches from the service. */
export type AssetSizePx = (typeof assetSizesPx)[number];

/** Icons inside the Microsoft 365 package (microsoft365.md 4.1). */
export const packagedIcons: readonly IconFile[] = [
  { name: 'color.png', drawing: 'color', sizePx: 192 },
  { name: 'outline.png', drawing: 'outline', sizePx: 32 },
  { name: 'color32x32.png', drawing: 'color32x32', sizePx: 32 },
];

/** Icons the service serves under /assets/, put there by the web build. */
export const servedIcons: readonly IconFile[] = assetSizesPx.map((sizePx) => ({
  name: assetName(sizePx),
  drawing: 'badge',
  sizePx,
}));

/** File name of a served icon. */
export function assetName(sizePx: AssetSizePx): string {
  return `icon-${String(sizePx)}.png`;
}
