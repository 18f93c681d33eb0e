// What a kill -9 may do to a store: nothing acknowledged is lost, nothing is there twice or by half.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { inspectStore, openStore } from '../../../../bot/store/index.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const ada = 'aaaaaaaa-0000-4000-8000-000000000001';
const root = process.cwd();
const turnsBeforeKill = 100;

/** How often each test kills; `KILL_ROUNDS=50` for a long run. */
export const killRounds = Number(process.env['KILL_ROUNDS'] ?? 3);

/** A place with a store that a process of its own may write to. */
export interface KillPlace {
  readonly place: string;
  remove(): Promise<void>;
}

/** Runs a writer from turn `first` on until `kill` ends it; resolves with the last turn it was told is kept. */
export function runWriter(
  place: string,
  first: number,
  onTurn: (turn: number, killWriter: () => void) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const program = join(root, 'test/unit/bot/store/turnWriterProcess.ts');
    const args = ['--import', 'tsx', program, place, tenant, String(first)];
    const child = spawn(process.execPath, args, { cwd: root });
    let told = '';
    let faults = '';
    child.stderr.on('data', (chunk: Buffer) => (faults += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      // The last line may be cut: only whole lines were acknowledged.
      onTurn(Number(told.split('\n').at(-2) ?? -1), () => child.kill('SIGKILL'));
    });
    child.on('error', reject);
    child.on('close', () => {
      const last = Number(told.split('\n').at(-2));
      if (Number.isInteger(last)) resolve(last);
      else reject(new Error(`the writer wrote nothing: ${faults}`));
    });
  });
}

/** Holds the store against what was acknowledged of the turns from `first` on; gives the number of turns in it. */
export async function expectWhole(place: string, first: number, acknowledged: number): Promise<number> {
  const store = await openStore(place);
  const changes = (await store.changesSince(tenant, ada, first * 2, 10_000)) ?? [];
  const ids = changes.flatMap((change) => ('record' in change ? [change.record.id] : []));
  const written = (await store.openCalls(tenant, 'main')).length;
  // At most the turn that was being acknowledged is there beyond what was told.
  expect(written - (acknowledged + 1)).toBeGreaterThanOrEqual(0);
  expect(written - (acknowledged + 1)).toBeLessThanOrEqual(1);
  expect(ids).toEqual(
    Array.from({ length: written - first }, (_, turn) => [`t${first + turn}-a`, `t${first + turn}-b`]).flat(),
  );
  expect(await store.lastSeq(tenant)).toBe(written * 2);
  await store.check();
  await store.close();
  expect((await inspectStore(place)).faults).toEqual([]);
  return written;
}

/** Runs the contract against the places that `make` makes. */
export function describeKilledWriter(name: string, make: () => Promise<KillPlace>): void {
  describe(name, () => {
    describe('when its process is killed while it writes', () => {
      it('holds every acknowledged turn once and whole', async () => {
        const { place, remove } = await make();
        let next = 0;
        for (let round = 0; round < killRounds; round++) {
          const first = next;
          const acknowledged = await runWriter(place, first, (turn, killWriter) => {
            if (turn >= first + turnsBeforeKill) killWriter();
          });
          next = await expectWhole(place, first, acknowledged);
        }
        await remove();
      }, 600_000);
    });
  });
}
