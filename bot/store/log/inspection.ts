// The questions that show whether a store's tables agree with each other, the same for both keepers.

/** The tables with rows worth counting. */
export const countedTables: readonly string[] = [
  'tenants',
  'owners',
  'records',
  'parties',
  'line_owners',
  'open_calls',
  'presence',
  'notices',
  'kept',
];

/** What must be true, and how many rows break it. */
export const consistencyRules: readonly { readonly rule: string; readonly sql: string }[] = [
  {
    rule: 'records numbered beyond the last change of their tenant',
    sql: `SELECT count(*) FROM records r JOIN owners o ON o.owner = r.owner LEFT JOIN tenants t ON t.tenant = o.tenant
      WHERE t.tenant IS NULL OR r.seq > t.last_seq`,
  },
  {
    rule: 'changes of one tenant under one number',
    sql: `SELECT count(*) FROM (SELECT 1 FROM records r JOIN owners o ON o.owner = r.owner
      GROUP BY o.tenant, r.seq HAVING count(*) > 1) twice`,
  },
  {
    rule: 'tenants that forgot more than they know',
    sql: 'SELECT count(*) FROM tenants WHERE forgotten_seq > last_seq',
  },
  {
    rule: 'records whose party is not known',
    sql: `SELECT count(*) FROM records r WHERE r.party <> 0
      AND NOT EXISTS (SELECT 1 FROM parties p WHERE p.owner = r.owner AND p.party = r.party)`,
  },
  {
    rule: 'records on lines nobody is known to have',
    sql: `SELECT count(*) FROM records r JOIN owners o ON o.owner = r.owner WHERE NOT EXISTS
      (SELECT 1 FROM line_owners l WHERE l.tenant = o.tenant AND l.line = r.line AND l.owner = r.owner)`,
  },
  {
    rule: 'deleted records that still say something',
    sql: `SELECT count(*) FROM records WHERE kinds = 0 AND (party <> 0 OR missed_seq IS NOT NULL OR body NOT LIKE '{"deleted":%')`,
  },
];

/** A line of an inspection for a rule that is broken; none for one that holds. */
export function faultLines(rule: string, count: number): readonly string[] {
  return count === 0 ? [] : [`${count} ${rule}`];
}
