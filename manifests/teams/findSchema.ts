// Finds the schema a manifest or language file names among those of @microsoft/app-manifest, never on the web.
import { createRequire } from 'node:module';

const fromHere = createRequire(import.meta.url);
const schemas = '@microsoft/app-manifest/build/json-schemas/teams';
const address =
  /^https:\/\/developer\.microsoft\.com\/(?:[a-z]{2}-[a-z]{2}\/)?json-schemas\/teams\/(v[\d.]+|vDevPreview)\/(MicrosoftTeams(\.Localization)?\.schema\.json)#?$/iu;
/** Where the preview schema stood before; samples still name it. */
const formerPreview = 'https://raw.githubusercontent.com/OfficeDev/microsoft-teams-app-schema/preview/DevPreview/';
const preview = 'https://developer.microsoft.com/json-schemas/teams/vDevPreview/';

/** A schema that is at hand. */
export interface FoundSchema {
  /** As `manifestVersion` has it, e.g. `1.25`. */
  readonly version: string;
  readonly isLocalization: boolean;
  /** The address by which @microsoft/app-manifest finds it offline. */
  readonly url: string;
  readonly path: string;
}

/** The schema of this `$schema`, undefined when it is none of Microsoft's or not in the package. */
export function findSchema(url: unknown): FoundSchema | undefined {
  const [, folder, file, localization] =
    typeof url === 'string' ? (address.exec(url.replace(formerPreview, preview)) ?? []) : [];
  if (folder === undefined || file === undefined) return undefined;
  try {
    return {
      version: folder.slice(1),
      isLocalization: localization !== undefined,
      url: `https://developer.microsoft.com/json-schemas/teams/${folder}/${file}`,
      path: fromHere.resolve(`${schemas}/${folder}/${file}`),
    };
  } catch {
    return undefined;
  }
}
