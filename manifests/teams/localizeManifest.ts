// Makes a language file from two manifests that differ in their words only: every text that differs, under its path.
import { schemaUrls, type UnifiedManifest } from './buildManifest.ts';

/** A localisation file: texts of one language under the path of the manifest's field, e.g. `staticTabs[0].name`. */
export type LanguageFile = Readonly<Record<string, string>>;

/** What of `translated` differs from `original`, with the names and descriptions the schema requires in any case. */
export function localizeManifest(original: UnifiedManifest, translated: UnifiedManifest): LanguageFile {
  const { name, description } = translated;
  return {
    $schema: schemaUrls.localization,
    'name.short': name.short,
    'name.full': name.full,
    'description.short': description.short,
    'description.full': description.full,
    ...differences(original, translated, ''),
  };
}

function differences(original: unknown, translated: unknown, path: string): LanguageFile {
  if (typeof translated === 'string') return original === translated ? {} : { [path]: translated };
  if (typeof translated !== 'object' || translated === null) return {};
  const step = (key: string): string => (Array.isArray(translated) ? `[${key}]` : path === '' ? key : `.${key}`);
  const from = new Map(Object.entries(original ?? {}));
  return Object.assign(
    {},
    ...Object.entries(translated).map(([key, value]) => differences(from.get(key), value, path + step(key))),
  ) as LanguageFile;
}
