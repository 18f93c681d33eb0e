// Nothing acknowledged is lost by kill -9: a SQLite writer is killed in full flight, several times over.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeKilledWriter } from './killContract.ts';

describeKilledWriter('the SQLite keeper', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookswitch-kill-'));
  return {
    place: join(folder, 'store.sqlite'),
    remove: async () => {
      rmSync(folder, { recursive: true });
    },
  };
});
