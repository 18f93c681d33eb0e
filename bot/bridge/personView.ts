// The present as one person sees it: the beginning of a stream, and the page of facts about themselves.
import type { Mailbox, Me, StreamEvent } from '#shared/contracts';
import type { LineState } from '#shared/domain/presence';
import type { Caller } from './HeartPort.ts';
import { sharedLinesWith } from './sharedLineView.ts';
import { siteOffers } from './siteOffers.ts';
import { canMakeCall, lineStateOf, linesOf, liveCallsOf, placesOf, presenceOf, type TenantView } from './tenantView.ts';

/** The whole present for a stream that begins. Colleagues at rest are left out: absent means idle. */
export function snapshotEvent(view: TenantView, userId: string): StreamEvent {
  return {
    type: 'snapshot',
    calls: liveCallsOf(view, userId),
    presence: presenceOf(view, userId).composite,
    pbx: view.lines.tenantLink(),
    lines: linesOf(view, userId),
    people: activePeopleOf(view),
    ...sharedAndMailboxes(view, userId),
  };
}

type ActivePeople = { readonly id: string; readonly lineState: LineState }[];
/** Worked out once for all streams that begin between two changes: after a break of the network all of them do. */
const activePeople = new WeakMap<TenantView, ActivePeople>();

/** To be called when the state of any line may differ. */
export function forgetActivePeople(view: TenantView): void {
  activePeople.delete(view);
}

/** Colleagues who are not at rest; the same list for all who ask, so that it is written once: nobody may change it. */
export function activePeopleOf(view: TenantView): ActivePeople {
  const known = activePeople.get(view);
  if (known !== undefined) return known;
  const people = findActivePeople(view);
  activePeople.set(view, people);
  return people;
}

function findActivePeople(view: TenantView): ActivePeople {
  return view.directory.owners().flatMap((id) => {
    const lineState = lineStateOf(view, id);
    return lineState === 'idle' ? [] : [{ id, lineState }];
  });
}

/** The mailboxes of the user's lines as far as they are known; undefined where no PBX of theirs tells of any. */
export function mailboxesOf(view: TenantView, userId: string): Mailbox[] | undefined {
  const places = placesOf(view, userId).filter(({ pbxId }) => view.capabilitiesOf(pbxId)?.messageWaiting === true);
  if (places.length === 0) return undefined;
  const byLine = new Map<string, Mailbox>();
  for (const place of places) {
    const state = view.phones.mailbox(place);
    // Of one line on several PBXs, the box with messages counts.
    if (state === undefined || byLine.get(place.extension)?.isWaiting === true) continue;
    byLine.set(place.extension, { extension: place.extension, ...state });
  }
  return [...byLine.values()];
}

function sharedAndMailboxes(view: TenantView, userId: string): Pick<Me, 'mailboxes' | 'sharedLines'> {
  const mailboxes = mailboxesOf(view, userId);
  const sharedLines = sharedLinesWith(view, userId);
  return {
    ...(sharedLines.length === 0 ? {} : { sharedLines }),
    ...(mailboxes === undefined ? {} : { mailboxes }),
  };
}

/** What the PBXs of the caller's lines do when told to. */
function canOf(view: TenantView, userId: string): Me['can'] {
  const places = placesOf(view, userId);
  const canRing = places.some(({ pbxId }) => view.capabilitiesOf(pbxId)?.ringPhone === true);
  return {
    makeCall: places.some(({ pbxId }) => canMakeCall(view, pbxId)),
    ...(canRing && { ringTest: true }),
  };
}

/** The caller's own page of facts. */
export function meOf(view: TenantView, caller: Caller): Me {
  return {
    user: {
      id: caller.userId,
      tenantId: caller.tenantId,
      displayName: view.directory.nameOf(caller.userId) ?? caller.displayName ?? '',
    },
    lines: linesOf(view, caller.userId),
    presence: presenceOf(view, caller.userId).composite,
    pbx: view.lines.tenantLink(),
    can: canOf(view, caller.userId),
    offers: siteOffers(view.offers),
    ...sharedAndMailboxes(view, caller.userId),
    ...(view.voicemail === undefined ? {} : { voicemail: view.voicemail }),
    country: view.country,
    dialling: view.dialling,
  };
}
