// Decides which way a click on a number takes, with which link, and what is asked before.
import type { Dialer, DialQuestion } from '../../hooks/useDialer.ts';

/** The preferred way where this number allows it: what has no link is never dialled by a click. */
export function wayOf(dialer: Dialer, uri: string | null): Dialer['preferred'] {
  if (uri === null || dialer.preferred === 'copy') return 'copy';
  if (dialer.preferred === 'ring' && dialer.onRing !== undefined) return 'ring';
  if (dialer.onLaunch !== undefined) return 'tel';
  return dialer.onRing === undefined ? 'copy' : 'ring';
}

/** The link of a number; a meeting's number has one with its codes in any case. */
export function linkOf(dialer: Dialer, number: string, withCodes?: string): string | null {
  return withCodes === undefined ? dialer.telUri(number) : (dialer.telUri(number, withCodes) ?? withCodes);
}

/** The question before a call; only a link can carry the codes of a meeting. */
export function questionOf(question: DialQuestion, withCodes?: string): DialQuestion {
  return question.way === 'tel' && withCodes !== undefined ? { ...question, withCodes } : question;
}
