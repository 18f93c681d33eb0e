// PostgreSQL schema 2: calls that somebody else answered, or whose end nobody saw, no longer count as missed.
import type { PgMigration } from './PgMigration.ts';

// Looked for in the text: the server's json refuses a whole record for an escaped NUL in a name. Inside a string every quote is
// escaped, so none of these stands in one.
const sql = `
UPDATE records SET missed_seq = NULL WHERE missed_seq IS NOT NULL
  AND (strpos(body, '"answeredBy":{') > 0
    OR (strpos(body, '"outcome":"missed"') > 0 AND strpos(body, '"endUnknown":true') > 0));
`;

/** The count of missed calls as product L2 has it. */
export const p0002MissedCount: PgMigration = { version: 2, name: 'missed count', sql };
