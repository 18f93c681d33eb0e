// Tells that the JSON validator agrees with the official samples and refuses every fault, without the network.
import { buildManifest } from '../../../manifests/teams/buildManifest.ts';
import { localizeManifest } from '../../../manifests/teams/localizeManifest.ts';
import { validateManifest } from '../../../manifests/teams/validateManifest.ts';
import { texts } from '../../../manifests/texts.ts';
import {
  corpusManifests,
  corpusMutants,
  type CorpusMutant,
  hasManifestCorpus,
  readCorpusFile,
} from './manifestCorpus.ts';
import { compileOnce } from './compileOnce.ts';
import { someFacts } from './packageFacts.ts';
import { describeCorpus } from '../../support/describeCorpus.ts';

compileOnce();

const english = buildManifest(someFacts(), texts.en);
const french = localizeManifest(english, buildManifest(someFacts(), texts.fr));

/** There are hundreds: each kind of fault once, in whatever version it comes first. */
function oneOfEach(mutants: readonly CorpusMutant[]): readonly CorpusMutant[] {
  return [...new Map(mutants.map((mutant) => [mutant.fault, mutant])).values()];
}

describe('validateManifest', () => {
  beforeEach(() => {
    jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('validation went to the network'));
  });

  describe('when the manifest is ours', () => {
    it('finds nothing, neither in it nor in the French file', async () => {
      expect(await validateManifest(english)).toEqual([]);
      expect(await validateManifest(french)).toEqual([]);
    });
  });

  describe('when something is wrong', () => {
    it.each<[string, unknown]>([
      ['no object', []],
      ['nothing', null],
      ['no schema', { ...english, $schema: undefined }],
      ['a schema of somewhere else', { ...english, $schema: 'https://example.test/MicrosoftTeams.schema.json' }],
      ['a schema newer than the package', { ...english, $schema: english.$schema.replace('v1.25', 'v9.99') }],
      ['another version than the schema', { ...english, manifestVersion: '1.24' }],
      ['a name too long', { ...english, name: { short: 'x'.repeat(31), full: 'x' } }],
      ['an id that is none', { ...english, id: 'hookswitch' }],
      ['an unknown property', { ...english, surprise: true }],
      ['a French text too long', { ...french, 'description.short': 'x'.repeat(81) }],
      ['a French text of a field there is not', { ...french, 'staticTabs[99].name': 'Appels' }],
      ['no French description', { ...french, 'description.full': undefined }],
    ])('refuses %s', async (_what, manifest) => {
      expect(await validateManifest(manifest)).not.toEqual([]);
      expect(globalThis.fetch).not.toHaveBeenCalled();
    });
  });

  // Outside this repository; where they are absent there is nothing to hold against.
  describeCorpus(hasManifestCorpus, 'when the manifest was written by others', () => {
    it('accepts every valid sample', async () => {
      const samples = corpusManifests('json', 'valid');
      expect(samples.length).toBeGreaterThan(15);
      for (const { file } of samples) {
        expect([file, await validateManifest(JSON.parse(readCorpusFile(file)))]).toEqual([file, []]);
      }
    });

    it('refuses a manifest with one fault, whatever the fault', async () => {
      const accepted: string[] = [];
      const mutants = corpusMutants();
      expect(mutants.length).toBeGreaterThan(100);
      for (const { id, fault, manifest } of oneOfEach(mutants)) {
        if ((await validateManifest(manifest)).length === 0) accepted.push(`${id} ${fault}`);
      }
      expect(accepted).toEqual([]);
    });
  });
});
