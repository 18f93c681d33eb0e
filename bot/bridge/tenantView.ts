// What a user of a tenant may see of the heart's state, as wire shapes; reads only.
import type { Dialling, LiveCall, Me, StreamEvent, VoicemailSite } from '#shared/contracts';
import type { DialPlan } from '#shared/domain/number';
import type { LineState } from '#shared/domain/presence';
import type { PbxCapabilities } from '#bot/pbx';
import type { CallBook } from './callBook.ts';
import type { Directory } from './directory.ts';
import type { LogRules } from './logRules.ts';
import type { LineBook, LinePlace, UserPresence } from './lineBook.ts';
import type { PhoneFacts } from './phoneFacts.ts';
import type { SiteOffers } from './siteOffers.ts';
import { liveCallToWire, type WireContext } from './toWire.ts';

/** The state of one tenant's heart; what is not read-only is replaced: `directory` at every refresh, the rest by the admin. */
export interface TenantView {
  readonly calls: CallBook;
  readonly lines: LineBook;
  readonly phones: PhoneFacts;
  pbxIds: readonly string[];
  country: string;
  dialling: Dialling;
  callerPlan: DialPlan;
  directory: Directory;
  log: LogRules;
  voicemail: VoicemailSite | undefined;
  offers: SiteOffers;
  /** What a PBX can tell and do; undefined for one that is not there. */
  capabilitiesOf: (pbxId: string) => PbxCapabilities | undefined;
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
export function placesOf(
  { directory, pbxIds }: Pick<TenantView, 'directory' | 'pbxIds'>,
  userId: string,
): readonly LinePlace[] {
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
export function lineStateOf(view: Pick<TenantView, 'directory' | 'lines' | 'pbxIds'>, userId: string): LineState {
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

/** The user's own calls that exist now, each with what its PBX can do with it. */
export function liveCallsOf(view: TenantView, userId: string): LiveCall[] {
  const wire = wireContextOf(view);
  return placesOf(view, userId).flatMap(({ pbxId, extension }) => {
    const can = view.capabilitiesOf(pbxId)?.control ?? [];
    const calls = view.calls.legs(pbxId, extension).flatMap((leg) => liveCallToWire(pbxId, leg, wire) ?? []);
    return can.length === 0 ? calls : calls.map((call) => ({ ...call, can }));
  });
}

/** Composite and lines, as the stream tells them. */
export function presenceEvent(view: TenantView, userId: string): StreamEvent {
  return { type: 'presence', presence: presenceOf(view, userId).composite, lines: linesOf(view, userId) };
}

/** True for a PBX that places calls when told to. */
export function canMakeCall(view: TenantView, pbxId: string): boolean {
  return view.capabilitiesOf(pbxId)?.makeCall === true;
}
