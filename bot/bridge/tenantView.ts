// What a user of a tenant may see of the heart's state, as wire shapes; reads only.
import type { LiveCall, Me, PeopleAnswer, StreamEvent } from '#shared/contracts';
import type { CallBook } from './callBook.ts';
import type { Directory } from './directory.ts';
import type { Caller } from './HeartPort.ts';
import type { LineBook, UserPresence } from './lineBook.ts';
import { liveCallToWire, type WireContext } from './toWire.ts';

/** The state of one tenant's heart; `directory` is replaced at every refresh. */
export interface TenantView {
  readonly calls: CallBook;
  readonly lines: LineBook;
  readonly pbxIds: readonly string[];
  readonly country: string;
  directory: Directory;
}

/** How numbers and names of this tenant are shown. */
export function wireContextOf(view: TenantView): WireContext {
  return {
    country: view.country,
    nameOfExtension: (extension) => {
      const owner = view.directory.ownerOf(extension);
      return owner === undefined ? undefined : view.directory.nameOf(owner);
    },
  };
}

/** Presence of a user as composed on our side. */
export function presenceOf(view: TenantView, userId: string): UserPresence {
  const extension = view.directory.extensionOf(userId);
  return view.lines.presence(extension === undefined ? [] : [extension]);
}

/** The user's own lines. */
export function linesOf(view: TenantView, userId: string): Me['lines'] {
  const extension = view.directory.extensionOf(userId);
  return extension === undefined ? [] : [{ extension, state: view.lines.lineState(extension) }];
}

/** The user's own calls that exist now. */
export function liveCallsOf(view: TenantView, userId: string): LiveCall[] {
  const extension = view.directory.extensionOf(userId);
  if (extension === undefined) return [];
  const wire = wireContextOf(view);
  return view.pbxIds.flatMap((pbxId) =>
    view.calls.legs(pbxId, extension).flatMap((leg) => liveCallToWire(pbxId, leg, wire) ?? []),
  );
}

/** Composite and lines, as the stream tells them. */
export function presenceEvent(view: TenantView, userId: string): StreamEvent {
  return { type: 'presence', presence: presenceOf(view, userId).composite, lines: linesOf(view, userId) };
}

/** The whole present for a stream that begins. Colleagues at rest are left out: absent means idle. */
export function snapshotEvent(view: TenantView, userId: string): StreamEvent {
  const people = view.directory.extensions().flatMap((extension) => {
    const id = view.directory.ownerOf(extension);
    const lineState = view.lines.lineState(extension);
    return id === undefined || lineState === 'idle' ? [] : [{ id, lineState }];
  });
  return {
    type: 'snapshot',
    calls: liveCallsOf(view, userId),
    presence: presenceOf(view, userId).composite,
    pbx: view.lines.tenantLink(),
    lines: linesOf(view, userId),
    people,
  };
}

/** The caller's own page of facts. */
export function meOf(view: TenantView, caller: Caller, canMakeCall: boolean): Me {
  return {
    user: {
      id: caller.userId,
      tenantId: caller.tenantId,
      displayName: view.directory.nameOf(caller.userId) ?? caller.displayName ?? '',
    },
    lines: linesOf(view, caller.userId),
    presence: presenceOf(view, caller.userId).composite,
    pbx: view.lines.tenantLink(),
    can: { makeCall: canMakeCall && view.directory.extensionOf(caller.userId) !== undefined },
    country: view.country,
  };
}

/** People found, each with the state of their line. */
export function peopleOf(view: TenantView, query: { readonly q: string; readonly limit: number }): PeopleAnswer {
  const items = view.directory.search(query.q, query.limit).map((person) => {
    const extension = view.directory.extensionOf(person.id);
    return extension === undefined ? person : { ...person, lineState: view.lines.lineState(extension) };
  });
  return { items };
}
