// Lays changes of the directory over the people known before.
import type { GraphUser, UserChange, UserChanges, UserFields } from '#bot/graph';

/** The people after a change. */
export interface ChangedPeople {
  readonly users: readonly GraphUser[];
  /** Whoever came, went, or is not as before; empty when nothing changed. */
  readonly changedIds: ReadonlySet<string>;
  /** Changes of people of whom too little is known to show them. */
  readonly skipped: number;
}

/** Pure. Graph may tell a change twice: what makes no difference is no change. */
export function applyUserChanges(known: readonly GraphUser[], { isWhole, changes }: UserChanges): ChangedPeople {
  if (!isWhole && changes.length === 0) return { users: known, changedIds: new Set(), skipped: 0 };
  const before = new Map(known.map((user) => [user.id, user]));
  const after = isWhole ? new Map<string, GraphUser>() : new Map(before);
  let skipped = 0;
  for (const change of changes) {
    const user = change.isGone === true ? undefined : withChange(after.get(change.id), change);
    if (user === undefined) after.delete(change.id);
    else after.set(change.id, user);
    if (user === undefined && change.isGone !== true) skipped += 1;
  }
  const touched = isWhole ? new Set([...before.keys(), ...after.keys()]) : new Set(changes.map(({ id }) => id));
  const changedIds = new Set([...touched].filter((id) => !isSame(before.get(id), after.get(id))));
  return { users: changedIds.size === 0 ? known : [...after.values()], changedIds, skipped };
}

/** Undefined for somebody unknown without a user principal name, which everybody has. */
function withChange(known: GraphUser | undefined, { id, fields }: UserChange): GraphUser | undefined {
  const userPrincipalName = fields.userPrincipalName ?? known?.userPrincipalName;
  if (userPrincipalName === undefined) return undefined;
  const text = (key: TextField): Partial<GraphUser> => {
    const value = fields[key] === undefined ? known?.[key] : fields[key];
    return value === undefined || value === null ? {} : { [key]: value };
  };
  return {
    id,
    displayName: (fields.displayName === undefined ? known?.displayName : fields.displayName) ?? userPrincipalName,
    userPrincipalName,
    ...text('mail'),
    ...text('jobTitle'),
    ...text('department'),
    businessPhones: fields.businessPhones ?? known?.businessPhones ?? [],
    ...text('mobilePhone'),
  };
}

type TextField = 'mail' | 'jobTitle' | 'department' | 'mobilePhone';
const compared: readonly (keyof UserFields)[] = [
  'displayName',
  'userPrincipalName',
  'mail',
  'jobTitle',
  'department',
  'mobilePhone',
];

function isSame(one: GraphUser | undefined, other: GraphUser | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return (
    compared.every((key) => one[key] === other[key]) &&
    one.businessPhones.length === other.businessPhones.length &&
    one.businessPhones.every((phone, index) => phone === other.businessPhones[index])
  );
}
