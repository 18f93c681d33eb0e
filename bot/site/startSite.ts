// A site connector at work: the PBX's events go to disk, from there to the service, whose orders go to the PBX.
import { maxEventsPerBody } from '#shared/contracts';
import type { PbxEvent } from '#shared/domain/call';
import { AppError } from '#shared/errors';
import { toWire, type PbxPort, type SiteMessage } from '#bot/pbx';
import { Journal } from './journal.ts';
import { JournalPen } from './journalPen.ts';
import { SiteLink, type PresentFrames } from './siteLink.ts';
import { SiteMirror } from './siteMirror.ts';
import type { SiteIdentity } from './siteSocket.ts';

/** What a site connector is made of. */
export interface SiteParts {
  readonly pbx: PbxPort;
  readonly identity: SiteIdentity;
  readonly journal: { readonly folder: string; readonly maxBytes: number; readonly segmentBytes?: number };
  onLink(up: boolean): void;
  onFault(fault: AppError): void;
  readonly random: () => number;
  readonly pingMs?: number;
  readonly silenceMs?: number;
}

/** A connector that runs. */
export interface RunningSite {
  /** Events on disk that the service has not acknowledged. */
  waiting(): number;
  /** Writes what it knows and ends. */
  stop(): Promise<void>;
}

type EventFrames = Extract<SiteMessage, { type: 'states' }>['events'];

/** Starts everything. Throws `store.unavailable` when the journal cannot be opened. */
export function startSite(parts: SiteParts): RunningSite {
  const journal = new Journal({ ...parts.journal, onFault: parts.onFault });
  const mirror = new SiteMirror();
  const pen = new JournalPen(journal, {
    onWritten: () => {
      link.pump();
    },
    onFault: parts.onFault,
  });
  const link = new SiteLink({ ...parts, journal, takePresent: () => presentOf(mirror, pen.lastSequence) });
  parts.pbx.start((events) => {
    for (const event of events) mirror.apply(event);
    pen.put(wireOf(events, parts.onFault));
  });
  link.open();
  return {
    waiting: () => journal.waiting,
    stop: async () => {
      await parts.pbx.stop();
      link.stop();
      await pen.close();
    },
  };
}

function wireOf(events: readonly PbxEvent[], onFault: (fault: AppError) => void): EventFrames {
  return events.flatMap((event) => {
    const wire = toWire(event);
    if (wire !== undefined) return [wire];
    onFault(
      new AppError('input.invalid', 'an event of the PBX does not fit the contract', { facts: { kind: event.kind } }),
    );
    return [];
  });
}

/** Devices first, then calls and link: the service takes the link for up when it has seen all of it. */
function presentOf(mirror: SiteMirror, upTo: number): PresentFrames {
  const states = wireOf(mirror.latestStates(), () => undefined);
  const frames: SiteMessage[] = [];
  for (let at = 0; at < states.length; at += maxEventsPerBody) {
    frames.push({ type: 'states', events: states.slice(at, at + maxEventsPerBody) });
  }
  frames.push({ type: 'present', up: mirror.isUp, liveConnectionIds: [...mirror.liveConnectionIds] });
  return { upTo, frames };
}
