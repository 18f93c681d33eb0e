// What a user of a tenant may see of the heart's state, as wire shapes; reads only.
import type { Dialling, LiveCall, Me, PeopleAnswer, StreamEvent } from '#shared/contracts';
import type { DialPlan } from '#shared/domain/number';
import type { LineState } from '#shared/domain/presence';
import type { CallBook } from './callBook.ts';
import type { Directory } from './directory.ts';
import type { Caller } from './HeartPort.ts';
import type { LogRules } from './logRules.ts';
import type { LineBook, LinePlace, UserPresence } from './lineBook.ts';
import { liveCallToWire, type WireContext } from './toWire.ts';

/** The state of one tenant's heart; what is not read-only is replaced: `directory` at every refresh, the rest by the admin. */
export interface TenantView {
  readonly calls: CallBook;
  readonly lines: LineBook;
  pbxIds: readonly string[];
  country: string;
  dialling: Dialling;
  callerPlan: DialPlan;
  directory: Directory;
  log: LogRules;
}

/** How numbers and names of this tenant are shown. */
export function wireContextOf(view: TenantView): WireContext {
  return {
    plan: view.dialling.plan,
    callerPlan: view.callerPlan,
    nameOfExtension: (extension) => {
      const owner = view.directory.soleOwnerOf(extension);
      return owner === undefined ? undefined : view.directory.nameOf(owner);
    },
    isExtension: (number) => view.directory.hasExtension(number),
    hideDigits: view.log.hideDigits,
  };
}

/** Every line of the user on every PBX where it is theirs; the preferred line first. */
export function placesOf({ directory, pbxIds }: TenantView, userId: string): readonly LinePlace[] {
  return directory
    .linesOf(userId)
    .flatMap(({ extension, pbxId: only }) =>
      pbxIds
        .filter((pbxId) => (only ?? pbxId) === pbxId && directory.ownerOf(pbxId, extension) === userId)
        .map((pbxId) => ({ pbxId, extension })),
    );
}

/** Presence of a user as composed on our side. */
export function presenceOf(view: TenantView, userId: string): UserPresence {
  return view.lines.presence(placesOf(view, userId));
}

/** The state of the user for colleagues: the strongest of all their lines. */
export function lineStateOf(view: TenantView, userId: string): LineState {
  return view.lines.lineState(placesOf(view, userId));
}

/** The user's own lines; one that is there on several PBXs is told once. */
export function linesOf(view: TenantView, userId: string): Me['lines'] {
  const places = placesOf(view, userId);
  return [...new Set(places.map(({ extension }) => extension))].map((extension) => ({
    extension,
    state: view.lines.lineState(places.filter((place) => place.extension === extension)),
  }));
}

/** The user's own calls that exist now. */
export function liveCallsOf(view: TenantView, userId: string): LiveCall[] {
  const wire = wireContextOf(view);
  return placesOf(view, userId).flatMap(({ pbxId, extension }) =>
    view.calls.legs(pbxId, extension).flatMap((leg) => liveCallToWire(pbxId, leg, wire) ?? []),
  );
}

/** Composite and lines, as the stream tells them. */
export function presenceEvent(view: TenantView, userId: string): StreamEvent {
  return { type: 'presence', presence: presenceOf(view, userId).composite, lines: linesOf(view, userId) };
}

/** The whole present for a stream that begins. Colleagues at rest are left out: absent means idle. */
export function snapshotEvent(view: TenantView, userId: string): StreamEvent {
  const people = activePeople.get(view) ?? activePeopleOf(view);
  activePeople.set(view, people);
  return {
    type: 'snapshot',
    calls: liveCallsOf(view, userId),
    presence: presenceOf(view, userId).composite,
    pbx: view.lines.tenantLink(),
    lines: linesOf(view, userId),
    people: [...people],
  };
}

type ActivePeople = readonly { readonly id: string; readonly lineState: LineState }[];
/** Worked out once for all streams that begin between two changes: after a break of the network all of them do. */
const activePeople = new WeakMap<TenantView, ActivePeople>();

/** To be called when the state of any line may differ. */
export function forgetActivePeople(view: TenantView): void {
  activePeople.delete(view);
}

function activePeopleOf(view: TenantView): ActivePeople {
  return view.directory.owners().flatMap((id) => {
    const lineState = lineStateOf(view, id);
    return lineState === 'idle' ? [] : [{ id, lineState }];
  });
}

/** The caller's own page of facts. */
export function meOf(view: TenantView, caller: Caller, canMakeCall: (pbxId: string) => boolean): Me {
  return {
    user: {
      id: caller.userId,
      tenantId: caller.tenantId,
      displayName: view.directory.nameOf(caller.userId) ?? caller.displayName ?? '',
    },
    lines: linesOf(view, caller.userId),
    presence: presenceOf(view, caller.userId).composite,
    pbx: view.lines.tenantLink(),
    can: { makeCall: placesOf(view, caller.userId).some(({ pbxId }) => canMakeCall(pbxId)) },
    country: view.country,
    dialling: view.dialling,
  };
}

/** People found, each with the state of their line. */
export function peopleOf(view: TenantView, query: { readonly q: string; readonly limit: number }): PeopleAnswer {
  const items = view.directory.search(query.q, query.limit).map((person) => {
    const hasLine = view.directory.linesOf(person.id).length > 0;
    return hasLine ? { ...person, lineState: lineStateOf(view, person.id) } : person;
  });
  return { items };
}
