// Holds a unified manifest or a language file against the schema it names, without the network.
import { readFileSync } from 'node:fs';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { Ajv, type AnySchemaObject } from 'ajv';
import formats from 'ajv-formats';
import { findSchema, type FoundSchema } from './findSchema.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** What is wrong with this JSON value, empty when nothing is. */
export async function validateManifest(manifest: unknown): Promise<readonly string[]> {
  if (!isObject(manifest)) return ['the manifest is no JSON object'];
  const schema = findSchema(manifest.$schema);
  if (schema === undefined) return ['"$schema" names no schema the validator has'];
  if (schema.isLocalization) return languageFaults(manifest, schema);
  const addressed: JsonObject = { ...manifest, $schema: schema.url };
  // Any value may be asked about: finding out whether it is a manifest is what the call is for.
  const faults = await AppManifestUtils.validateAgainstSchema(addressed as unknown as TeamsManifest);
  return [...faults, ...versionFaults(manifest, schema)];
}

/**
 * AppManifestUtils reads the patterns of a schema as Unicode ones, which those of the localisation schemas are not
 * (`\b]`); so these go to the same Ajv directly, with Unicode off.
 */
function languageFaults(file: JsonObject, { path }: FoundSchema): readonly string[] {
  // The dialect is draft 04; the few words these schemas use mean the same today.
  const { $schema: _dialect, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as AnySchemaObject;
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  formats(ajv, ['uri']);
  const validate = ajv.compile(schema);
  if (validate(file)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}

function versionFaults({ manifestVersion }: JsonObject, { version }: FoundSchema): readonly string[] {
  if (typeof manifestVersion !== 'string' || manifestVersion.toLowerCase() === version.toLowerCase()) return [];
  return [`manifestVersion ${manifestVersion} and the schema ${version} differ`];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
