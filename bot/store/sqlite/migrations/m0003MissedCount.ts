// Schema 3: calls that somebody else answered, or whose end nobody saw, no longer count as missed.
import type { Migration } from './Migration.ts';

const sql = `
UPDATE records SET missed_seq = NULL WHERE missed_seq IS NOT NULL
  AND (json_extract(body, '$.answeredBy') IS NOT NULL
    OR (json_extract(body, '$.outcome') = 'missed' AND json_extract(body, '$.endUnknown') = 1));
`;

/** The count of missed calls as product L2 has it. */
export const m0003MissedCount: Migration = { version: 3, name: 'missed count', sql };
