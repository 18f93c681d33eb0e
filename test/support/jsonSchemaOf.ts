// Writes a contract as JSON Schema (2020-12), for the few kinds of valibot schemas our contracts are made of.
import type * as v from 'valibot';

type Json = Record<string, unknown>;

/** What can be seen of any valibot schema or action at run time. */
interface Seen {
  readonly type: string;
  readonly pipe?: readonly Seen[];
  readonly entries?: Readonly<Record<string, Seen>>;
  readonly item?: Seen;
  readonly wrapped?: Seen;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly requirement?: unknown;
}

/** Throws on a kind nobody has taught it, so that nothing is left out silently. */
export function jsonSchemaOf(schema: v.GenericSchema): Json {
  return written(schema);
}

function written(seen: Seen): Json {
  const { pipe } = seen;
  if (pipe === undefined) return plain(seen);
  const parts = pipe.map((part, index) => (index === 0 ? plain(part) : limit(part, seen.type)));
  return parts.reduce((whole, part) => ({ ...whole, ...part }), {});
}

function plain(seen: Seen): Json {
  const { type, entries = {}, item, options = [], literal, wrapped } = seen;
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
      return { type };
    case 'literal':
      return { const: literal };
    case 'picklist':
      return { enum: [...options] };
    case 'array':
      return { type: 'array', items: item === undefined ? {} : written(item) };
    case 'exact_optional':
      return wrapped === undefined ? {} : written(wrapped);
    case 'variant':
      return { oneOf: options.map((option) => written(option as Seen)) };
    case 'object':
      return {
        type: 'object',
        properties: Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, written(entry)])),
        required: Object.entries(entries).flatMap(([key, entry]) => (entry.type === 'exact_optional' ? [] : [key])),
      };
    default:
      throw new Error(`no JSON Schema for ${type}`);
  }
}

function limit({ type, requirement }: Seen, of: string): Json {
  switch (type) {
    case 'min_length':
      return { [of === 'array' ? 'minItems' : 'minLength']: requirement };
    case 'max_length':
      return { [of === 'array' ? 'maxItems' : 'maxLength']: requirement };
    case 'min_value':
      return { minimum: requirement };
    case 'max_value':
      return { maximum: requirement };
    case 'integer':
      return { type: 'integer' };
    case 'regex':
      return { pattern: (requirement as RegExp).source };
    default:
      throw new Error(`no JSON Schema for ${type}`);
  }
}

/** The published schema of what a webhook sender may send. */
export function webhookJsonSchema(event: v.GenericSchema, batch: v.GenericSchema): Json {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Body of POST /api/v1/pbx/{id}/events: one event, or { "events": [...] } with up to 500, oldest first',
    anyOf: [{ $ref: '#/$defs/batch' }, { $ref: '#/$defs/event' }],
    $defs: {
      batch: withEvents(jsonSchemaOf(batch)),
      event: jsonSchemaOf(event),
    },
  };
}

/** The events of a batch are those of a single body: told once. */
function withEvents(batch: Json): Json {
  const properties = batch['properties'] as Record<string, Json>;
  return {
    ...batch,
    properties: { ...properties, events: { ...properties['events'], items: { $ref: '#/$defs/event' } } },
  };
}
