// Reads from Asterisk's database where the calls of each phone go: the manager interface tells nobody when that changes.
import type { ForwardingType } from '#shared/domain/call';
import { AppError } from '#shared/errors';
import type { Fields } from './amiChannel.ts';
import { forwardingQuestion, isMissing, type AmiForwarding } from './settings.ts';

/** What the reader stands on. */
export interface ReaderOptions {
  /** Absent: nothing is read. */
  readonly templates: AmiForwarding | undefined;
  /** Resolves when the answer and its event were delivered. */
  readonly ask: (name: string, headers: Readonly<Record<string, string>>) => Promise<void>;
  /** `to` undefined: such calls go nowhere else. */
  readonly tell: (deviceId: string, type: ForwardingType, to: string | undefined) => void;
}

interface Question {
  readonly deviceId: string;
  readonly type: ForwardingType;
}

const types: readonly ForwardingType[] = ['immediate', 'busy', 'noAnswer'];
const questionsAtOnce = 20;

/** The reader of one PBX. Each phone is read once per connection. */
export class ForwardingReader {
  private readonly options: ReaderOptions;
  private readonly asked = new Map<string, Question>();
  private devices: readonly string[] = [];
  private readonly known = new Set<string>();
  private isUp = false;
  private isReading = false;
  private count = 0;

  constructor(options: ReaderOptions) {
    this.options = options;
  }

  /** The phones that matter. */
  watch(deviceIds: readonly string[]): void {
    this.devices = deviceIds;
    void this.read();
  }

  /** The link came up or was lost; what was read before is read again. */
  setLink(isUp: boolean): void {
    this.isUp = isUp;
    this.known.clear();
    this.asked.clear();
    void this.read();
  }

  /** One message of the wire; only answers to our questions matter. */
  onMessage({ Event: name, ActionID: id = '', Val: value }: Fields): void {
    const question = name === 'DBGetResponse' ? this.asked.get(id) : undefined;
    if (question === undefined) return;
    this.asked.delete(id);
    this.options.tell(question.deviceId, question.type, value === '' ? undefined : value);
  }

  private async read(): Promise<void> {
    const { templates } = this.options;
    if (this.isReading || templates === undefined) return;
    this.isReading = true;
    const set = types.filter((type) => templates[type] !== undefined);
    for (let next = this.next(); next.length > 0; next = this.next()) {
      for (const deviceId of next) this.known.add(deviceId);
      await Promise.all(next.flatMap((deviceId) => set.map((type) => this.question({ deviceId, type }))));
    }
    this.isReading = false;
  }

  private next(): readonly string[] {
    if (!this.isUp) return [];
    return this.devices.filter((deviceId) => !this.known.has(deviceId)).slice(0, questionsAtOnce);
  }

  /** What cannot be asked (an extension with signs of the dial plan, a lost link) is left unknown. */
  private async question(question: Question): Promise<void> {
    const { templates, ask, tell } = this.options;
    this.count += 1;
    const id = `hs-db-${String(this.count)}`;
    this.asked.set(id, question);
    try {
      const { name, headers } = forwardingQuestion(templates, {
        deviceId: question.deviceId,
        forwardingType: question.type,
      });
      await ask(name, { ...headers, ActionID: id });
    } catch (fault) {
      if (isMissing(fault)) tell(question.deviceId, question.type, undefined);
      else if (!(fault instanceof AppError)) throw fault;
    } finally {
      this.asked.delete(id);
    }
  }
}
