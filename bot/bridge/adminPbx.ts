// Tells how the connections of a tenant do: link, events, faults; no addresses and no secrets.
import type { AdminPbx } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import type { Translator } from '#shared/i18n';
import type { SeenDevices } from './seenDevices.ts';
import type { TenantView } from './tenantView.ts';

/** What is counted of one connection where it is made. Times in milliseconds since the epoch. */
export interface PbxFacts {
  /** Protocol. */
  readonly kind: string;
  readonly lastEventAt?: number;
  /** Mean of the last minute. */
  readonly eventsPerSecond: number;
  readonly reconnects: number;
  readonly lastFault?: { readonly code: ErrorCode; readonly at: number };
}

/** What the answer is made of beside the heart's own state. */
export interface PbxSources {
  readonly seen: SeenDevices;
  readonly factsOf: (pbxId: string) => PbxFacts | undefined;
  readonly isLeaving: (pbxId: string) => boolean;
}

const none: Omit<PbxFacts, 'kind'> = { eventsPerSecond: 0, reconnects: 0 };

/** The answer; pure. */
export function adminPbxOf(view: TenantView, sources: PbxSources, words: Translator): AdminPbx {
  const { seen, factsOf, isLeaving } = sources;
  return {
    connections: view.pbxIds.map((pbxId) => {
      const { state, since } = view.lines.linkFacts(pbxId);
      const { lastEventAt, lastFault, ...counts } = factsOf(pbxId) ?? none;
      return {
        id: pbxId,
        link: state,
        linkSince: instant(since),
        isLeaving: isLeaving(pbxId),
        ...counts,
        ...(lastEventAt === undefined ? {} : { lastEventAt: instant(lastEventAt) }),
        ...(lastFault === undefined ? {} : { lastFault: faultToWire(lastFault, words) }),
        lines: view.directory.extensionsOn(pbxId).length,
        devicesSeen: seen.on(pbxId).size,
      };
    }),
  };
}

function faultToWire(
  { code, at }: NonNullable<PbxFacts['lastFault']>,
  { errorText }: Translator,
): NonNullable<AdminPbx['connections'][number]['lastFault']> {
  return { code, at: instant(at), says: errorText(code) };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
