// Reads the address of a PostgreSQL store: postgres://user:password@host:port/database?schema=name.
import { AppError } from '#shared/errors';

const defaultSchema = 'hookswitch';
const schemaShape = /^[a-z_][a-z0-9_]{0,62}$/;
const schemes: readonly string[] = ['postgres:', 'postgresql:'];

/** Where a PostgreSQL store is. */
export interface PgTarget {
  /** What the driver is given; holds the password. */
  readonly connectionString: string;
  /** Settings of the session from the address itself. */
  readonly options: string;
  readonly schema: string;
  /** For people: host and database, no user and no password. */
  readonly name: string;
}

/** True when a store's place is an address and not a path. */
export function isPgAddress(place: string): boolean {
  return /^postgres(ql)?:/.test(place);
}

/** The parts of an address. Throws `config.invalid`; the address itself is in no fault. */
export function pgTarget(address: string): PgTarget {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !schemes.includes(url.protocol)) {
    throw new AppError('config.invalid', 'store.url: not an address like postgres://user:password@host:5432/database');
  }
  const schema = url.searchParams.get('schema') ?? defaultSchema;
  if (!schemaShape.test(schema)) {
    throw new AppError('config.invalid', 'store.url: the schema is a word of a-z, 0-9 and _ that begins with a letter');
  }
  const options = url.searchParams.get('options') ?? '';
  url.searchParams.delete('schema');
  url.searchParams.delete('options');
  const host = url.searchParams.get('host') ?? url.host;
  return { connectionString: url.href, options, schema, name: `${host}${url.pathname}` };
}
