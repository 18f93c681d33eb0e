// Shows that the checks for unused code, types and format can fail.
import { makeBadProject, type BadProject } from '../../support/badProject.ts';

const files = {
  'bot/main.ts': "// Made up.\nimport { used } from './a.ts';\nvoid used;\n",
  'bot/a.ts': '// Made up.\nexport const used = 1;\nexport const unusedExport = 2;\n',
  'bot/orphan.ts': '// Made up.\nexport const x = 1;\n',
  'bot/unlisted.ts': "// Made up.\nimport 'left-pad';\n",
  'bot/wrongType.ts': "// Made up.\nexport const n: number = 'text';\n",
  'bot/unchecked.ts': '// Made up.\nexport const first = (list: readonly string[]): string => list[0];\n',
  'bot/ugly.ts': '// Made up.\nexport const  a = "x"\n',
};

describe('the checks of the whole project', () => {
  let project: BadProject;
  beforeAll(() => {
    project = makeBadProject(files);
  });
  afterAll(() => project.remove());

  describe('when code is reached by nobody', () => {
    it('names unused files, exports and dependencies', () => {
      const { code, stdout } = project.run('knip', 'knip', ['--no-progress']);
      expect(code).not.toBe(0);
      expect(stdout).toMatch(/bot\/orphan\.ts/);
      expect(stdout).toMatch(/unusedExport/);
      expect(stdout).toMatch(/Unused dependencies[\s\S]*fastify/);
      expect(stdout).not.toMatch(/@microsoft\/office-js/);
    }, 30_000);
  });

  describe('when types lie', () => {
    it('names each lie', () => {
      const { code, stdout } = project.run('typescript', 'tsc', ['--noEmit', '-p', '.']);
      expect(code).not.toBe(0);
      expect(stdout).toMatch(/bot\/wrongType\.ts/);
      expect(stdout).toMatch(/bot\/unchecked\.ts/);
    }, 30_000);
  });

  describe('when a file is not formatted', () => {
    it('fails', () => {
      expect(project.run('prettier', 'prettier', ['--check', 'bot/ugly.ts']).code).not.toBe(0);
      expect(project.run('prettier', 'prettier', ['--check', 'bot/a.ts']).code).toBe(0);
    });
  });
});
