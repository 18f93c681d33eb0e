// Holds a card against the published schema of Adaptive Cards 1.5, the version Teams shows, where that file is on the machine.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';

const corpusFile = resolve(
  import.meta.dirname,
  '../../../shared/corpora/05-adaptive-cards/schemas/adaptive-card-1.5.0.json',
);

/** Tells whether a card is valid, or `null` when the schema is absent. */
export function loadCardCheck(file = corpusFile): ((card: unknown) => boolean) | null {
  if (!existsSync(file)) return null;
  const ajv = new Ajv({ strict: false, validateFormats: false });
  // The schema is of draft 06, which ajv knows but does not load by itself.
  ajv.addMetaSchema(createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json') as object);
  // Its `id` is the word of draft 04; nothing refers to it.
  const { id: _id, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
  const validate = ajv.compile(schema);
  return (card) => validate(card);
}
