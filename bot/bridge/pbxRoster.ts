// The PBXs of one tenant: connects, replaces and removes them while the others go on, and gives up those that stay away.
import type { PbxEvent } from '#shared/domain/call';
import type { PbxPort } from '#bot/pbx';
import type { TenantView } from './tenantView.ts';

/*
 *  (none) ──start──▶ connected ──replace──▶ connected (new port, same calls)
 *                        │ remove                ▲ start, within the grace
 *                        ▼                       │
 *                     leaving ───────────────────┘
 *                        │ grace over
 *                        ▼
 *                     (none): onGone
 */

/** What the roster tells the heart and asks it. */
export interface RosterOptions {
  /** `pbxIds` and the links of `lines` are kept by the roster. */
  readonly view: TenantView;
  readonly graceMs: () => number;
  readonly now: () => number;
  readonly onEvents: (events: readonly PbxEvent[]) => void;
  /** The links of the tenant are not what they were. */
  readonly onLinks: () => void;
  /** The grace of a PBX that was removed is over: its calls are to be closed; then it is forgotten. */
  readonly onGone: (pbxId: string) => void;
  /** A connector that would not stop in peace. */
  readonly onStopFault: (pbxId: string, error: unknown) => void;
}

/** The connections to be from now on; `order` names all of them, the preferred PBX first. */
export interface PbxChange {
  readonly removed: readonly string[];
  readonly replaced: readonly PbxPort[];
  readonly added: readonly PbxPort[];
  readonly order: readonly string[];
}

/** The roster of one tenant. */
export class PbxRoster {
  private readonly options: RosterOptions;
  private readonly ports = new Map<string, PbxPort>();
  private readonly leaving = new Set<string>();
  private readonly graceTimers = new Map<string, NodeJS.Timeout>();
  private isStopped = false;

  constructor(options: RosterOptions) {
    this.options = options;
  }

  port(pbxId: string): PbxPort | undefined {
    return this.ports.get(pbxId);
  }

  /** True while the last word of a removed PBX still counts. */
  isLeaving(pbxId: string): boolean {
    return this.leaving.has(pbxId);
  }

  /** True once every PBX has told its state or was given up. */
  get hasSettled(): boolean {
    return [...this.ports.keys()].every((pbxId) => this.options.view.lines.link(pbxId) !== 'connecting');
  }

  /** Connects a PBX. One that was leaving stays, with its calls. */
  start(port: PbxPort): void {
    const { view, now } = this.options;
    const { pbxId } = port;
    this.leaving.delete(pbxId);
    this.ports.set(pbxId, port);
    view.lines.add(pbxId, now());
    if (!view.pbxIds.includes(pbxId)) view.pbxIds = [...view.pbxIds, pbxId];
    this.startGrace(pbxId);
    port.start((events) => {
      // What a connector says after it was stopped is nobody's word any more.
      if (this.ports.get(pbxId) === port) this.options.onEvents(events);
    });
    port.watch(view.directory.extensionsOn(pbxId));
  }

  /** Applies a change; resolves when what was removed has stopped and everything else was started. */
  async change({ removed, replaced, added, order }: PbxChange): Promise<void> {
    const ended = removed.map((pbxId) => this.remove(pbxId));
    const exchanged = replaced.map((port) => this.replace(port));
    for (const port of added) this.start(port);
    this.options.view.pbxIds = [...order, ...this.options.view.pbxIds.filter((pbxId) => !order.includes(pbxId))];
    this.options.onLinks();
    await Promise.all([...ended, ...exchanged]);
  }

  private async remove(pbxId: string): Promise<void> {
    const port = this.takeOut(pbxId);
    if (port === undefined) return;
    this.leaving.add(pbxId);
    this.options.view.lines.leave(pbxId);
    this.startGrace(pbxId);
    await this.stopPort(port);
  }

  private async replace(port: PbxPort): Promise<void> {
    const { view } = this.options;
    const old = this.takeOut(port.pbxId);
    if (view.lines.link(port.pbxId) === 'lost') this.startGrace(port.pbxId);
    if (old !== undefined) await this.stopPort(old);
    if (this.isStopped) return;
    // Perhaps it is another PBX under the old name: what it says of its phones must not mix with what the old one said.
    view.lines.forgetStates(port.pbxId);
    view.phones.forget(port.pbxId);
    this.start(port);
  }

  /** From here on nothing the connector says is heard. */
  private takeOut(pbxId: string): PbxPort | undefined {
    const { view, now } = this.options;
    const port = this.ports.get(pbxId);
    this.ports.delete(pbxId);
    if (view.lines.link(pbxId) === 'up') view.lines.setLink(pbxId, 'lost', now());
    return port;
  }

  private async stopPort(port: PbxPort): Promise<void> {
    try {
      await port.stop();
    } catch (error) {
      this.options.onStopFault(port.pbxId, error);
    }
  }

  linkUp(pbxId: string): void {
    clearTimeout(this.graceTimers.get(pbxId));
    this.options.view.lines.setLink(pbxId, 'up', this.options.now());
  }

  linkLost(pbxId: string): void {
    this.options.view.lines.setLink(pbxId, 'lost', this.options.now());
    this.startGrace(pbxId);
  }

  /** Tells connectors that subscribe line by line whose lines are wanted. */
  watch(): void {
    for (const [pbxId, port] of this.ports) port.watch(this.options.view.directory.extensionsOn(pbxId));
  }

  /** A PBX away for longer than the grace makes its lines unknown, which clears their sessions in Teams. */
  private startGrace(pbxId: string): void {
    clearTimeout(this.graceTimers.get(pbxId));
    const timer = setTimeout(() => {
      if (this.leaving.has(pbxId)) this.forget(pbxId);
      else this.options.view.lines.setLink(pbxId, 'unknown', this.options.now());
      this.options.onLinks();
    }, this.options.graceMs());
    timer.unref();
    this.graceTimers.set(pbxId, timer);
  }

  private forget(pbxId: string): void {
    const { view, onGone } = this.options;
    this.leaving.delete(pbxId);
    this.graceTimers.delete(pbxId);
    onGone(pbxId);
    view.lines.drop(pbxId);
    view.phones.forget(pbxId);
    view.pbxIds = view.pbxIds.filter((each) => each !== pbxId);
  }

  /** Ends everything; a PBX that was leaving is gone at once, so that nothing of it waits on disk for ever. */
  async stop(): Promise<void> {
    this.isStopped = true;
    for (const timer of this.graceTimers.values()) clearTimeout(timer);
    for (const pbxId of [...this.leaving]) this.forget(pbxId);
    await Promise.all([...this.ports.values()].map((port) => this.stopPort(port)));
  }
}
