// The dialer of the gallery: every way to call is offered, and none calls anybody.
import type { Dialer } from '#shared/ui';

/** A dialer of France that knows emergency calls and codes, as the views ask for them. */
export const galleryDialer: Dialer = {
  preferred: 'tel',
  format: (number) => number,
  telUri: (number) => (/^\+?[\d ().-]{2,}$/u.test(number) ? `tel:${number.replace(/[^+\d]/gu, '')}` : null),
  askReason: (number) => (number === '112' ? 'emergency' : number.startsWith('*') ? 'serviceCode' : undefined),
  onAsk: () => undefined,
  dialledAs: () => undefined,
  onLaunch: () => undefined,
  onRing: () => undefined,
  onCopy: () => undefined,
  onPrefer: () => undefined,
};
