// Parses what came in a request by its contract, or refuses it naming the faulty fields.
import * as v from 'valibot';
import { AppError } from '#shared/errors';

const maxPaths = 20;
const maxPathLength = 100;

/** `input` as `schema` describes it. Throws `input.invalid` with `facts.paths`; values are never repeated. */
export function parseInput<const Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const paths = parsed.issues.map((issue) => (v.getDotPath(issue) ?? '').slice(0, maxPathLength));
  throw new AppError('input.invalid', 'request does not fit its contract', {
    facts: { paths: [...new Set(paths)].slice(0, maxPaths) },
  });
}
