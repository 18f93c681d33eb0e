// The journal of a site connector: what is on disk is told once, in order, whatever happened to the program or the disk.
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { SiteEventWire } from '#shared/contracts';
import type { AppError } from '#shared/errors';
import { Journal, type JournalOptions } from '../../../../bot/site/journal.ts';
import { JournalPen } from '../../../../bot/site/journalPen.ts';

const folders: string[] = [];
const opened: Journal[] = [];
afterEach(() => {
  for (const journal of opened.splice(0)) journal.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hookswitch-journal-'));
  folders.push(folder);
  return join(folder, 'deep', 'journal');
}

function open(folder: string, changes: Partial<JournalOptions> = {}): Journal {
  const journal = new Journal({ folder, maxBytes: 1_000_000, onFault: () => undefined, ...changes });
  opened.push(journal);
  return journal;
}

function close(journal: Journal): void {
  opened.splice(opened.indexOf(journal), 1);
  journal.close();
}

function event(name: string): SiteEventWire {
  const occurredAt = '2026-11-20T09:00:00Z';
  return { kind: 'registration', eventId: name, occurredAt, deviceId: '2014', registered: true };
}

function events(from: number, to: number): SiteEventWire[] {
  return Array.from({ length: to - from + 1 }, (_, index) => event(`e${String(from + index)}`));
}

/** Everything after `sequence`, read as the link reads it. */
function allAfter(journal: Journal, sequence: number): readonly (readonly [number, string])[] {
  const all: (readonly [number, string])[] = [];
  for (let at = sequence; ;) {
    const lines = journal.read(at, 7);
    const last = lines.at(-1);
    if (last === undefined) return all;
    all.push(...lines.map((line) => [line.sequence, line.event.eventId] as const));
    at = last.sequence;
  }
}

const numbered = (from: number, to: number) => events(from, to).map(({ eventId }, index) => [from + index, eventId]);

describe('Journal', () => {
  describe('when it is opened again', () => {
    it('goes on with the numbers and knows itself', async () => {
      const folder = newFolder();
      const first = open(folder, { segmentBytes: 400 });
      await first.append(events(1, 20));
      await first.append(events(21, 30));
      close(first);
      const second = open(folder);
      expect([second.id, second.lastSequence, second.waiting]).toEqual([first.id, 30, 30]);
      await second.append(events(31, 31));
      expect(allAfter(second, 0)).toEqual(numbered(1, 31));
      expect(allAfter(second, 25)).toEqual(numbered(26, 31));
    });
    it('remembers its numbers when everything was acknowledged and forgotten', async () => {
      const folder = newFolder();
      const first = open(folder, { segmentBytes: 100 });
      for (let each = 1; each <= 10; each += 1) await first.append(events(each, each));
      first.acknowledge(10);
      expect([first.waiting, readdirSync(folder)]).toEqual([0, [expect.stringMatching(/^0+9\.jsonl$/)]]);
      close(first);
      const second = open(folder);
      await second.append(events(11, 11));
      expect(allAfter(second, 10)).toEqual(numbered(11, 11));
    });
    it('is readable by its own account only', async () => {
      const folder = newFolder();
      await open(folder).append(events(1, 1));
      const [file = ''] = readdirSync(folder);
      expect([statSync(folder).mode & 0o777, statSync(join(folder, file)).mode & 0o777]).toEqual([0o700, 0o600]);
    });
  });

  describe('when a crash cut the last line anywhere', () => {
    it('has every whole line before it, and goes on after them', async () => {
      const folder = newFolder();
      const whole = open(folder);
      await whole.append(events(1, 3));
      close(whole);
      const [file = ''] = readdirSync(folder);
      const path = join(folder, file);
      const bytes = readFileSync(path);
      const header = bytes.indexOf(10) + 1;
      for (let length = header; length < bytes.length; length += 7) {
        writeFileSync(path, bytes);
        truncateSync(path, length);
        const kept = bytes.subarray(0, length).toString().split('\n').length - 2;
        const journal = open(folder);
        expect(journal.lastSequence).toBe(kept);
        await journal.append(events(kept + 1, kept + 2));
        expect(allAfter(journal, 0)).toEqual(numbered(1, kept + 2));
        close(journal);
      }
    });
    it('leaves out lines that hold something else, and what comes after keeps its number', async () => {
      const folder = newFolder();
      const first = open(folder);
      await first.append(events(1, 2));
      close(first);
      const [file = ''] = readdirSync(folder);
      appendFileSync(join(folder, file), '{"s":3,"e":{"kind":"x"}}\n\0\0garbage\n');
      const line = JSON.stringify({ s: 5, e: event('e5') });
      appendFileSync(join(folder, file), `${line}\n`);
      writeFileSync(join(folder, 'notes.txt'), 'not ours');
      writeFileSync(join(folder, '0000000000000099.jsonl'), '');
      const second = open(folder);
      expect(second.read(0, 10).map((each) => each.sequence)).toEqual([1, 2]);
      expect(second.read(2, 10).map((each) => each.sequence)).toEqual([5]);
      await second.append(events(6, 6));
      expect(second.lastSequence).toBe(6);
    });
  });

  describe('when it is full', () => {
    it('drops the oldest and says how many; what is left is whole', async () => {
      const faults: AppError[] = [];
      const journal = open(newFolder(), {
        maxBytes: 2_000,
        segmentBytes: 500,
        onFault: (fault) => void faults.push(fault),
      });
      for (let each = 1; each <= 100; each += 1) await journal.append(events(each, each));
      const lost = faults.reduce((sum, { facts }) => sum + Number(facts['events']), 0);
      expect(faults[0]?.code).toBe('pbx.journalFull');
      expect(allAfter(journal, 0)).toEqual(numbered(lost + 1, 100));
      expect(journal.waiting).toBe(100 - lost);
    });
    it('says nothing when what it drops was acknowledged', async () => {
      const faults: AppError[] = [];
      const journal = open(newFolder(), {
        maxBytes: 2_000,
        segmentBytes: 500,
        onFault: (fault) => void faults.push(fault),
      });
      for (let each = 1; each <= 100; each += 1) {
        await journal.append(events(each, each));
        journal.acknowledge(each);
      }
      expect(faults).toEqual([]);
    });
  });

  describe('when the service knows more than the disk', () => {
    it('gives new events numbers the service has not seen', async () => {
      const journal = open(newFolder());
      await journal.append(events(1, 3));
      journal.skipTo(10);
      await journal.append([event('new')]);
      expect(allAfter(journal, 10)).toEqual([[11, 'new']]);
    });
  });

  describe('whatever is appended, acknowledged and reopened', () => {
    it('has what was not acknowledged, in order, once', async () => {
      const step = fc.oneof(
        fc.record({ append: fc.integer({ min: 1, max: 12 }) }),
        fc.record({ acknowledge: fc.nat({ max: 40 }) }),
        fc.constant({ reopen: true }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const folder = newFolder();
          let journal = open(folder, { segmentBytes: 300 });
          let [count, acked] = [0, 0];
          for (const each of steps) {
            if ('append' in each) {
              await journal.append(events(count + 1, count + each.append));
              count += each.append;
            } else if ('acknowledge' in each) {
              acked = Math.max(acked, Math.min(each.acknowledge, count));
              journal.acknowledge(acked);
            } else {
              close(journal);
              journal = open(folder, { segmentBytes: 300 });
            }
            expect(allAfter(journal, acked)).toEqual(numbered(acked + 1, count));
          }
          close(journal);
        }),
        { numRuns: 40 },
      );
    });
  });
});

describe('JournalPen', () => {
  describe('when much comes while the disk is busy', () => {
    it('writes it in order and is done when closed', async () => {
      const folder = newFolder();
      const journal = open(folder);
      let flushes = 0;
      const pen = new JournalPen(journal, { onWritten: () => (flushes += 1), onFault: () => undefined });
      for (let each = 1; each <= 500; each += 1) pen.put(events(each, each));
      expect(pen.lastSequence).toBe(500);
      opened.splice(0);
      await pen.close();
      expect(flushes).toBeLessThan(5);
      expect(allAfter(open(folder), 0)).toEqual(numbered(1, 500));
    });
  });
  describe('when the disk refuses', () => {
    it('says so, keeps what came, and writes it once the disk takes it', async () => {
      const journal = open(newFolder());
      const real = journal.append.bind(journal);
      const spy = jest.spyOn(journal, 'append').mockRejectedValueOnce(new Error('ENOSPC'));
      spy.mockImplementation(real);
      const faults: AppError[] = [];
      await new Promise<void>((resolve) => {
        const pen = new JournalPen(journal, { onWritten: resolve, onFault: (fault) => void faults.push(fault) });
        pen.put(events(1, 2));
        pen.put(events(3, 3));
      });
      expect(faults.map((fault) => fault.code)).toEqual(['store.unavailable']);
      expect(allAfter(journal, 0)).toEqual(numbered(1, 3));
    });
  });
});
