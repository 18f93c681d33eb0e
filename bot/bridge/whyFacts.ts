// Gathers what is known of one person's presence on our side, with times, for those who ask why.
import type { Composite, LineState, PbxUserState } from '#shared/domain/presence';
import type { ErrorCode } from '#shared/errors';
import type { LinkState, Since } from './lineBook.ts';
import type { WriterFacts } from './presence/writeEntry.ts';
import { placesOf, type TenantView } from './tenantView.ts';

/** One line, or what a person set on a phone, on one PBX. Times in milliseconds since the epoch. */
export type SourceFacts = SourceBase &
  (
    | { readonly kind: 'line'; readonly state: LineState; readonly openCalls: number }
    | { readonly kind: 'userState'; readonly state: PbxUserState }
  );

interface SourceBase {
  readonly pbxId: string;
  readonly extension: string;
  readonly link: Since<LinkState>;
  readonly since?: number;
}

/** What Teams shows, or the code of why it could not be read. */
export type SeenFacts =
  | { readonly availability: string; readonly activity: string; readonly readAt: number }
  | { readonly unavailable: ErrorCode };

/** Everything the answer is made of. */
export interface WhyFacts {
  readonly sources: readonly SourceFacts[];
  readonly composite: Composite;
  readonly ours: WriterFacts;
  readonly teams: SeenFacts;
}

/** The inputs of a person's composite, PBX by PBX; none when no line is theirs. */
export function sourcesOf(view: TenantView, userId: string): readonly SourceFacts[] {
  return placesOf(view, userId).flatMap(({ pbxId, extension }): readonly SourceFacts[] => {
    const { link, state, since, openCalls, userState } = view.lines.facts(pbxId, extension);
    const base = { pbxId, extension, link };
    const line: SourceFacts = { kind: 'line', ...base, state, openCalls, ...(since === undefined ? {} : { since }) };
    return userState === undefined ? [line] : [line, { kind: 'userState', ...base, ...userState }];
  });
}

/** The fault that keeps the session from being what is wanted; one that was overcome is nobody's concern. */
export function openFault({ lastFault, lastAcceptedAt }: WriterFacts): WriterFacts['lastFault'] {
  return lastFault === undefined || lastFault.at < lastAcceptedAt ? undefined : lastFault;
}
