// GET /users/delta as documented: everybody first, page by page, then what has changed since; old tokens are 410 Gone.
// https://learn.microsoft.com/graph/api/user-delta
import { badRequest, graphError, ok, type GraphAnswer } from './answers.ts';
import type { DeltaEntry, DeltaPoint } from './directoryBook.ts';
import type { OperationContext } from './operation.ts';

/** Graph chooses the size of the pages itself; some hundred. */
const pageSize = 200;
const allowed: ReadonlySet<string> = new Set(['$select', '$deltatoken', '$skiptoken', '$filter']);

type Show = (user: NonNullable<DeltaEntry['user']>) => object;

/** `select` is the text that goes on into the links. */
export function deltaOf(context: OperationContext, select: string | null, show: Show): GraphAnswer {
  const { query } = context;
  const foreign = [...query.keys()].find((name) => !allowed.has(name));
  if (foreign !== undefined) return badRequest(`The query parameter '${foreign}' is not supported.`);
  if (query.has('$filter')) return badRequest("Only a filter by 'id' is supported, which the sandbox does not play.");
  const point = pointOf(context);
  if ('status' in point) return point;
  return pageFrom(context, point, { select, show });
}

function pointOf({ query, directory }: OperationContext): DeltaPoint | GraphAnswer {
  const token = query.get('$skiptoken') ?? query.get('$deltatoken');
  if (token === null) return { whole: directory.changeCount, from: 0 };
  if (token === 'latest') return { since: directory.changeCount };
  const point = directory.pointOf(token);
  if (point === null) return badRequest('Badly formed token.');
  if (point !== 'gone') return point;
  return graphError(410, 'syncStateNotFound', 'The sync state generation is not found; continue with a full sync.', {
    Location: 'users/delta?$deltatoken=',
  });
}

function pageFrom(
  context: OperationContext,
  point: DeltaPoint,
  { select, show }: { readonly select: string | null; readonly show: Show },
): GraphAnswer {
  const { directory, baseUrl } = context;
  const link = (kind: '$skiptoken' | '$deltatoken', to: DeltaPoint): string => {
    const kept = select === null ? '' : `$select=${select}&`;
    return `${baseUrl}/users/delta?${kept}${kind}=${directory.tokenOf(to)}`;
  };
  const entries = directory.entriesOf(point);
  const from = 'whole' in point ? point.from : 0;
  const page = 'whole' in point ? entries.slice(from, from + pageSize) : entries;
  const value = page.map(({ id, user }) => (user === null ? { id, '@removed': { reason: 'changed' } } : show(user)));
  const header = { '@odata.context': `${baseUrl}/$metadata#users` };
  if ('whole' in point && from + pageSize < entries.length)
    return ok({ ...header, '@odata.nextLink': link('$skiptoken', { ...point, from: from + pageSize }), value });
  const since = 'whole' in point ? point.whole : directory.changeCount;
  return ok({ ...header, '@odata.deltaLink': link('$deltatoken', { since }), value });
}
