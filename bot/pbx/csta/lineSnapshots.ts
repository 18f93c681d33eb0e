// Asks the PBX for what is true of one line now: its calls with their parties, do-not-disturb, the message lamp.
import type { PbxEvent } from '#shared/domain/call';
import { AppError } from '#shared/errors';
import type { CstaMapper } from './map.ts';
import { flagAt, type CstaMessage, type XmlContent } from './message.ts';
import type { WatchedLine } from './monitors.ts';
import type { AskOptions } from './requests.ts';
import { callPartiesOf, deviceCallsOf, type CallParties, type DeviceCall } from './snapshot.ts';

/** What a snapshot needs of its surroundings. */
export interface SnapshotPort {
  readonly mapper: CstaMapper;
  now(): number;
  ask(name: string, content: XmlContent, options: AskOptions): Promise<CstaMessage>;
  tell(events: readonly PbxEvent[]): void;
}

const mostCallsAsked = 50;

/** Takes snapshots of lines. */
export class LineSnapshots {
  private readonly port: SnapshotPort;
  /** Questions this PBX does not know are not asked again. */
  private readonly unknownQuestions = new Set<string>();

  constructor(port: SnapshotPort) {
    this.port = port;
  }

  /** Throws `pbx.unreachable` and `pbx.timeout`; what the PBX refuses is left out. */
  async take(line: WatchedLine): Promise<void> {
    const { mapper } = this.port;
    let unknown: readonly string[] = [];
    await this.askCalls(line, (calls) => {
      unknown = mapper.unknownCalls(line.lineId, line.text, calls).slice(0, mostCallsAsked);
      if (unknown.length === 0) this.align(line, calls, new Map());
    });
    if (unknown.length > 0) await this.adopt(line, unknown);
    await this.askSettings(line);
  }

  /** Asks who is in the unknown calls, then for the line's calls again: they went on while we asked. */
  private async adopt(line: WatchedLine, unknown: readonly string[]): Promise<void> {
    const parties = new Map<string, CallParties>();
    for (const callId of unknown) {
      const content = [
        [
          'snapshotObject',
          [
            ['callID', callId],
            ['deviceID', line.text],
          ],
        ],
      ] as const;
      await this.ask('SnapshotCall', content, (answer) => {
        parties.set(callId, callPartiesOf(answer.root));
      });
    }
    await this.askCalls(line, (calls) => {
      this.align(line, calls, parties);
    });
  }

  private align(line: WatchedLine, calls: readonly DeviceCall[], parties: ReadonlyMap<string, CallParties>): void {
    this.port.tell(this.port.mapper.deviceSnapshot(line, calls, parties, this.port.now()));
  }

  private askCalls(line: WatchedLine, onCalls: (calls: readonly DeviceCall[]) => void): Promise<void> {
    return this.ask('SnapshotDevice', [['snapshotObject', line.text]], (answer) => {
      onCalls(deviceCallsOf(answer.root));
    });
  }

  private async askSettings(line: WatchedLine): Promise<void> {
    const { mapper } = this.port;
    const content = [['device', line.text]] as const;
    await this.ask('GetDoNotDisturb', content, ({ root }) => {
      const isOn = flagAt(root, 'doNotDisturbOn');
      if (isOn !== undefined) this.port.tell(mapper.doNotDisturb(line.lineId, isOn, this.port.now()));
    });
    await this.ask('GetMessageWaitingIndicator', content, ({ root }) => {
      const isOn = flagAt(root, 'messageWaitingOn');
      if (isOn !== undefined) this.port.tell(mapper.messageWaiting(line.lineId, isOn, this.port.now()));
    });
  }

  private async ask(name: string, content: XmlContent, onAnswer: (answer: CstaMessage) => void): Promise<void> {
    if (this.unknownQuestions.has(name)) return;
    try {
      await this.port.ask(name, content, { onAnswer });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'pbx.refused') throw error;
      if (/notSupported/i.test(String(error.facts.word ?? ''))) this.unknownQuestions.add(name);
    }
  }
}
