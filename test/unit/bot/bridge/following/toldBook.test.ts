// What the memory of told phones holds on disk of people who had themselves erased.
import { silentLogger } from '#bot/telemetry';
import type { PlaceNote } from '../../../../../bot/bridge/following/planPlace.ts';
import { ToldBook } from '../../../../../bot/bridge/following/toldBook.ts';

const note: PlaceNote = {
  pbxId: 'pbx',
  extension: '101',
  word: 'doNotDisturb',
  state: 'manualDoNotDisturb',
  stage: 'told',
};

interface Disk {
  readonly texts: Map<string, string>;
  isFull: boolean;
}

function bookOn(disk: Disk): ToldBook {
  return new ToldBook({
    tenantId: 'tenant',
    logger: silentLogger,
    store: {
      keptText: async (_tenantId, key) => disk.texts.get(key),
      keepText: async (_tenantId, key, text) => {
        if (disk.isFull) throw new Error('disk full');
        disk.texts.set(key, text);
      },
    },
  });
}

function newDisk(): Disk {
  return { texts: new Map(), isFull: false };
}

function onDisk({ texts }: Disk): string {
  return [...texts.values()].join('\n');
}

describe('ToldBook', () => {
  describe('when a person is erased whose phone still shows our word', () => {
    it('names the person nowhere on disk, and knows the phone still', async () => {
      const disk = newDisk();
      const book = bookOn(disk);
      book.put('user-101', note);
      book.put('user-102', { ...note, extension: '102' });
      await book.save();
      expect(await book.forgetName('user-101')).toBe(true);
      expect(onDisk(disk)).not.toContain('user-101');
      expect(onDisk(disk)).toContain('user-102');
      expect([...book.of('user-101').values()]).toEqual([note]);
    });

    it('finds the phone again after a restart, and leaves nothing once it is taken back', async () => {
      const disk = newDisk();
      const book = bookOn(disk);
      book.put('user-101', note);
      await book.forgetName('user-101');
      const next = bookOn(disk);
      await next.load();
      const [nobody = ''] = next.users();
      expect([...next.of(nobody).values()]).toEqual([note]);
      next.remove(nobody, note);
      await next.save();
      expect(onDisk(disk)).toBe('{}');
    });

    it('keeps what is told afterwards under the name again', async () => {
      const disk = newDisk();
      const book = bookOn(disk);
      book.put('user-101', note);
      await book.forgetName('user-101');
      book.remove('user-101', note);
      book.put('user-101', { ...note, word: 'busy' });
      await book.save();
      expect(JSON.parse(onDisk(disk))).toEqual({ 'user-101': [{ ...note, word: 'busy' }] });
    });

    it('says when the disk refused, and tries again with the next change', async () => {
      const disk = newDisk();
      const book = bookOn(disk);
      book.put('user-101', note);
      await book.save();
      disk.isFull = true;
      expect(await book.forgetName('user-101')).toBe(false);
      disk.isFull = false;
      expect(await book.save()).toBe(true);
      expect(onDisk(disk)).not.toContain('user-101');
    });
  });
});
