// Knows the state of every line and composes each user's presence from it.
import { composePresence, type Composite, type LineState, type PbxUserState } from '#shared/domain/presence';
import type { CallBook } from './callBook.ts';
import { deviceKey } from './callBook.ts';

/** Link of a PBX as the lines see it: `unknown` once it has been lost for longer than the grace. */
export type LinkState = 'connecting' | 'up' | 'lost' | 'unknown';

/** A user's presence with what it was made of. */
export interface UserPresence {
  readonly composite: Composite;
  readonly lines: readonly LineState[];
}

/** Line facts of one tenant. */
export class LineBook {
  private readonly calls: CallBook;
  private readonly unregistered = new Set<string>();
  private readonly userStates = new Map<string, PbxUserState>();
  private readonly links = new Map<string, LinkState>();

  constructor(calls: CallBook, pbxIds: readonly string[]) {
    this.calls = calls;
    for (const pbxId of pbxIds) this.links.set(pbxId, 'connecting');
  }

  setLink(pbxId: string, state: LinkState): void {
    this.links.set(pbxId, state);
  }

  link(pbxId: string): LinkState {
    return this.links.get(pbxId) ?? 'unknown';
  }

  /** One word for all PBXs of the tenant. */
  tenantLink(): 'connecting' | 'up' | 'down' {
    const states = [...this.links.values()];
    if (states.every((state) => state === 'up')) return 'up';
    return states.some((state) => state === 'lost' || state === 'unknown') ? 'down' : 'connecting';
  }

  setRegistered(pbxId: string, deviceId: string, registered: boolean): void {
    const key = deviceKey(pbxId, deviceId);
    if (registered) this.unregistered.delete(key);
    else this.unregistered.add(key);
  }

  setUserState(pbxId: string, deviceId: string, state: PbxUserState): void {
    this.userStates.set(deviceKey(pbxId, deviceId), state);
  }

  /** The line on all PBXs of the tenant: the strongest of what they say. */
  lineState(deviceId: string): LineState {
    const order: readonly LineState[] = [
      'connected',
      'held',
      'dialling',
      'ringing',
      'doNotDisturb',
      'idle',
      'unregistered',
    ];
    const states = new Set([...this.links.keys()].map((pbxId) => this.lineStateOn(pbxId, deviceId)));
    return order.find((state) => states.has(state)) ?? 'unknown';
  }

  private lineStateOn(pbxId: string, deviceId: string): LineState {
    const link = this.link(pbxId);
    if (link === 'connecting' || link === 'unknown') return 'unknown';
    const inCall = this.calls.lineState(pbxId, deviceId);
    if (inCall !== 'idle') return inCall;
    const key = deviceKey(pbxId, deviceId);
    if (this.userStates.get(key) === 'doNotDisturb') return 'doNotDisturb';
    return this.unregistered.has(key) ? 'unregistered' : 'idle';
  }

  /** Presence of a user from their lines on every PBX and from what they set on the phone. */
  presence(deviceIds: readonly string[]): UserPresence {
    const lines: LineState[] = [];
    let userState: PbxUserState | undefined;
    for (const pbxId of this.links.keys()) {
      const isKnown = this.link(pbxId) === 'up' || this.link(pbxId) === 'lost';
      for (const deviceId of deviceIds) {
        lines.push(this.lineStateOn(pbxId, deviceId));
        const told = isKnown ? this.userStates.get(deviceKey(pbxId, deviceId)) : undefined;
        // Available says nothing that the line does not say, and must not hide another PBX's word.
        if (told !== undefined && told !== 'available') userState = told;
      }
    }
    return { composite: composePresence(lines, userState), lines };
  }
}
