// Makes both packages in memory and validates them before anybody gets to write them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packagedIcons } from './icons/iconFiles.ts';
import { buildOutlookXml } from './outlook/buildOutlookXml.ts';
import { validateOutlookXml } from './outlook/validateOutlookXml.ts';
import type { PackageFacts } from './packageFacts.ts';
import { buildManifest } from './teams/buildManifest.ts';
import { localizeManifest } from './teams/localizeManifest.ts';
import { validatePackage } from './teams/validatePackage.ts';
import { zipPackage } from './teams/zipPackage.ts';
import { texts } from './texts.ts';

const iconsDir = path.join(import.meta.dirname, 'icons');

/** Names of the two files an admin uploads. */
export const packageNames = { zip: 'hookswitch-m365.zip', xml: 'hookswitch-outlook.xml' } as const;

/** The two files, and what is wrong with them (nothing, unless our own code is). */
export interface BuiltPackages {
  readonly files: readonly { readonly name: string; readonly content: Uint8Array }[];
  readonly faults: readonly string[];
}

/** Builds and validates; writes nothing. */
export async function buildPackages(facts: PackageFacts): Promise<BuiltPackages> {
  const manifest = buildManifest(facts, texts.en);
  const zip = zipPackage({
    'manifest.json': writeJson(manifest),
    'fr.json': writeJson(localizeManifest(manifest, buildManifest(facts, texts.fr))),
    ...Object.fromEntries(
      packagedIcons.map(({ name }) => [name, new Uint8Array(readFileSync(path.join(iconsDir, name)))]),
    ),
  });
  const xml = buildOutlookXml(facts);
  return {
    files: [
      { name: packageNames.zip, content: zip },
      { name: packageNames.xml, content: Buffer.from(xml, 'utf8') },
    ],
    faults: [
      ...(await validatePackage(zip)).map((fault) => `${packageNames.zip}: ${fault}`),
      ...validateOutlookXml(xml).map((fault) => `${packageNames.xml}: ${fault}`),
    ],
  };
}

function writeJson(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`, 'utf8');
}
