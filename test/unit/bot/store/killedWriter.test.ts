// Nothing acknowledged is lost by kill -9: a writer process is killed in full flight, several times over.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../../../bot/store/index.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const ada = 'aaaaaaaa-0000-4000-8000-000000000001';
const root = process.cwd();
const rounds = 3;
const turnsBeforeKill = 150;

/** Runs the writer until it has acknowledged enough, kills it, and resolves with the last acknowledged turn. */
function killedWriter(path: string, first: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const program = join(root, 'test/unit/bot/store/turnWriterProcess.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', program, path, tenant, String(first)], { cwd: root });
    let told = '';
    let faults = '';
    child.stderr.on('data', (chunk: Buffer) => (faults += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (Number(told.trimEnd().split('\n').at(-1)) >= first + turnsBeforeKill) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      // The last line may be cut: only whole lines were acknowledged.
      const last = Number(told.split('\n').at(-2));
      if (signal === 'SIGKILL' && Number.isInteger(last)) resolve(last);
      else reject(new Error(`the writer ended by itself: ${faults}`));
    });
  });
}

describe('the store', () => {
  describe('when its process is killed while it writes', () => {
    it('holds every acknowledged turn once and whole', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'hookswitch-kill-'));
      const path = join(folder, 'store.sqlite');
      let next = 0;
      for (let round = 0; round < rounds; round++) {
        const acknowledged = await killedWriter(path, next);
        const store = openSqliteStore(path);
        const ids = (store.changesSince(tenant, ada, 0, 10_000) ?? []).map((change) => change.record.id);
        const calls = store.openCalls(tenant, 'main').map((call) => call.globalCallId);
        const written = calls.length;
        // At most the turn that was being acknowledged is there beyond what was told.
        expect(written - (acknowledged + 1)).toBeGreaterThanOrEqual(0);
        expect(ids).toEqual(Array.from({ length: written }, (_, turn) => [`t${turn}-a`, `t${turn}-b`]).flat());
        expect(store.lastSeq(tenant)).toBe(written * 2);
        store.check();
        store.close();
        next = written;
      }
      rmSync(folder, { recursive: true });
    }, 60_000);
  });
});
