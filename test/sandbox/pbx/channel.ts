// A channel (one leg of a call) and a bridge as the sandbox's switchboard keeps them.
import type { Phone } from './phoneBook.ts';

/** Asterisk channel states the sandbox uses: down, dialling (Ring), ringing, up. */
export type ChannelState = 0 | 4 | 5 | 6;

/** Two or more channels that hear each other, or one that waits in a parking slot. */
export interface Bridge {
  readonly id: string;
  readonly kind: 'basic' | 'parking';
  readonly members: Set<Channel>;
}

/** One leg. The switchboard alone changes it, so that every change is told on the wire. */
export interface Channel {
  readonly name: string;
  readonly uniqueid: string;
  /** Absent for the trunk: an outside party has no phone here. */
  readonly phone: Phone | undefined;
  readonly dialTarget: string;
  readonly openedAtMs: number;
  linkedid: string;
  state: ChannelState;
  callerNumber: string;
  callerName: string;
  connectedNumber: string;
  connectedName: string;
  context: string;
  exten: string;
  priority: number;
  bridge: Bridge | undefined;
  /** The other side pressed hold: Asterisk shows Hold on the one who waits. */
  heldByOther: boolean;
  /** Counts as a call in Teams: dialling or up, not merely ringing. */
  countsAsBusy: boolean;
  application: { readonly name: string; readonly data: string };
}

/** Somebody who can be in a call: a phone of this PBX or a number outside. */
export type Party =
  | { readonly kind: 'phone'; readonly phone: Phone }
  | { readonly kind: 'outside'; readonly number: string; readonly name: string };

/** The number by which the other side sees a party. */
export function partyNumber(party: Party): string {
  return party.kind === 'phone' ? party.phone.extension : party.number;
}

/** The name by which the other side sees a party. */
export function partyName(party: Party): string {
  return party.kind === 'phone' ? party.phone.name : party.name;
}
