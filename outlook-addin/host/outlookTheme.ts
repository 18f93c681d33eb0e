// Maps the colours Outlook tells to one of our themes.
import type { HostTheme } from '#shared/host';

/** The colours we look at; Outlook tells no name of its theme. */
export interface OutlookColors {
  readonly bodyBackgroundColor?: string;
}

const darkBelow = 0.4;

/** The theme for the colours of Outlook; `isForced`: the system forces its own. What is unknown reads best as light. */
export function outlookTheme(colors: OutlookColors | undefined, isForced: boolean): HostTheme {
  const brightness = brightnessOf(colors?.bodyBackgroundColor);
  // Dark themes of Office are grey; plain black is a system's high contrast.
  if (isForced || brightness === 0) return 'contrast';
  return brightness < darkBelow ? 'dark' : 'light';
}

/** 0 (black) to 1 (white) of `#rrggbb`, weighted as eyes do (ITU-R BT.601); 1 for anything else. */
function brightnessOf(color: string | undefined): number {
  const hex = /^#?([0-9a-f]{6})$/iu.exec(color ?? '')?.[1];
  if (hex === undefined) return 1;
  const [red = 255, green = 255, blue = 255] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}
