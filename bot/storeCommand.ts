// The commands for the store beside the service: migrate, back up, check.
import { parseArgs } from 'node:util';
import { loadConfig, type Environment } from '#bot/config';
import { backupStore, inspectStore, migrateStore } from '#bot/store';

/** Exit codes: 0 done and sound, 1 the check found faults, 2 wrong use. */
export type StoreExit = 0 | 1 | 2;

/** How the commands are used. */
export const storeUsage = `npm run -s store:migrate -- STORE          bring the store to this version's schema
  npm run -s store:backup -- STORE --to FILE copy the store into a new file while the service runs
  npm run -s store:check -- STORE            read the whole store; ends with 1 when something is wrong
    STORE is --config FILE, or --store PATH, or --store postgres://user@host:5432/database?schema=hookswitch
    (a password belongs into the environment variable PGPASSWORD, not here)`;

/** The commands' words. */
export const storeCommands = ['store-migrate', 'store-backup', 'store-check'] as const;

/** Where a command is run. */
export interface StoreSurroundings {
  readonly env: Environment;
  readonly write: (text: string) => void;
}

/** Runs one command. Rejects with `config.*` and `store.*`. */
export async function runStoreCommand(
  command: (typeof storeCommands)[number],
  args: readonly string[],
  { env, write }: StoreSurroundings,
): Promise<StoreExit> {
  const wish = readArgs(args, env);
  if (wish === undefined || (command === 'store-backup') !== (wish.to !== undefined)) {
    write(`${storeUsage}\n`);
    return 2;
  }
  if (wish.to !== undefined) {
    await backupStore(wish.place, wish.to);
    write(`backup: ${wish.to}\n`);
    return 0;
  }
  if (command === 'store-migrate') {
    const { from, to } = await migrateStore(wish.place);
    write(`schema: ${from} -> ${to}\n`);
    return 0;
  }
  const { schema, counts, faults } = await inspectStore(wish.place);
  const rows = Object.entries(counts).map(([table, count]) => `${table}: ${count}`);
  const verdict = faults.length === 0 ? ['sound'] : faults.map((fault) => `fault: ${fault}`);
  write(`${[`schema: ${schema}`, ...rows, ...verdict].join('\n')}\n`);
  return faults.length === 0 ? 0 : 1;
}

interface Wish {
  readonly place: string;
  readonly to: string | undefined;
}

function readArgs(args: readonly string[], env: Environment): Wish | undefined {
  const option = { type: 'string' } as const;
  const parsed = parsedArgs(() =>
    parseArgs({ args: [...args], options: { config: option, store: option, to: option } }),
  );
  if (parsed === undefined || (parsed.values.config === undefined) === (parsed.values.store === undefined))
    return undefined;
  const { config, store, to } = parsed.values;
  const place = config === undefined ? store : placeOf(loadConfig(config, env).store);
  return place === undefined ? undefined : { place, to };
}

function placeOf(store: { readonly path: string; readonly url?: string }): string {
  return store.url ?? store.path;
}

/** undefined for an option nobody knows. */
function parsedArgs<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
