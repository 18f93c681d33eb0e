// Lines that others share with somebody, as they stand now: for the page, the stream, and orders to call from them.
import type { SharedLine } from '#shared/contracts';
import type { LinePlace } from './lineBook.ts';
import { canMakeCall, wireContextOf, type TenantView } from './tenantView.ts';
import { liveCallToWire } from './toWire.ts';

/** Every line that is shared with the user and that somebody else owns; those that are gone from every PBX are left out. */
export function sharedLinesWith(view: TenantView, userId: string): SharedLine[] {
  return view.directory.linesSharedWith(userId).flatMap((extension) => sharedLineOf(view, userId, extension) ?? []);
}

/** One shared line as `readerId` sees it; null when it is not, or no more, shared with them. */
export function sharedLineOf(view: TenantView, readerId: string, extension: string): SharedLine | null {
  const places = placesSharedWith(view, readerId, extension);
  const [first] = places;
  if (first === undefined) return null;
  const wire = wireContextOf(view);
  const ownerId = view.directory.ownerOf(first.pbxId, extension);
  const displayName = ownerId === undefined ? undefined : view.directory.nameOf(ownerId);
  return {
    extension,
    ...(ownerId === undefined
      ? {}
      : { owner: { id: ownerId, ...(displayName === undefined ? {} : { displayName: displayName.slice(0, 256) }) } }),
    state: view.lines.lineState(places),
    calls: places.flatMap((place) =>
      view.calls.legs(place.pbxId, extension).flatMap((leg) => liveCallToWire(place.pbxId, leg, wire) ?? []),
    ),
    canMakeCall: places.some(({ pbxId }) => canMakeCall(view, pbxId)),
  };
}

/** Where a line that others share with the user is; empty for a line that nobody shares with them. */
export function placesSharedWith(view: TenantView, userId: string, extension: string): readonly LinePlace[] {
  const { directory, pbxIds } = view;
  if (!directory.linesSharedWith(userId).includes(extension)) return [];
  const isOthers = (ownerId: string | undefined): boolean => ownerId !== undefined && ownerId !== userId;
  return pbxIds.filter((pbxId) => isOthers(directory.ownerOf(pbxId, extension))).map((pbxId) => ({ pbxId, extension }));
}
