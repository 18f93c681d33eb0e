// Tells what the packaging command leaves on the disk and says, and the code it ends with.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageNames } from '../../../manifests/buildPackages.ts';
import { validateOutlookXml } from '../../../manifests/outlook/validateOutlookXml.ts';
import { runPackaging } from '../../../manifests/runPackaging.ts';
import { validatePackage } from '../../../manifests/teams/validatePackage.ts';
import { compileOnce } from './compileOnce.ts';
import { clientId } from './packageFacts.ts';

compileOnce();

const root = path.resolve(import.meta.dirname, '../../..');
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'hookswitch-package-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function argv(out: string): readonly string[] {
  return ['--domain', 'phone.example.com', '--client-id', clientId, '--out', out];
}

async function run(args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const said = { out: '', error: '' };
  const code = await runPackaging(args, {
    out: (text) => void (said.out += text),
    error: (text) => void (said.error += text),
  });
  return { code, ...said };
}

describe('runPackaging', () => {
  describe('when the arguments are right', () => {
    it('writes two valid files into a folder it makes, and says where', async () => {
      const out = path.join(dir, 'new', 'folder');
      const { code, out: said, error } = await run(argv(out));
      expect([code, error]).toEqual([0, '']);
      expect(readdirSync(out).sort()).toEqual(Object.values(packageNames).sort());
      expect(await validatePackage(readFileSync(path.join(out, packageNames.zip)))).toEqual([]);
      expect(validateOutlookXml(readFileSync(path.join(out, packageNames.xml), 'utf8'))).toEqual([]);
      expect(said).toContain(path.join(out, packageNames.zip));
    });

    it('replaces what it wrote before', async () => {
      await run(argv(dir));
      const before = readFileSync(path.join(dir, packageNames.xml), 'utf8');
      const { code } = await run([...argv(dir), '--version', '1.0.1']);
      const after = readFileSync(path.join(dir, packageNames.xml), 'utf8');
      expect(code).toBe(0);
      expect(after).toBe(before.replace('<Version>1.0.0<', '<Version>1.0.1<'));
      expect(readdirSync(dir)).toHaveLength(2);
    });

    it('prints its options when asked', async () => {
      const { code, out } = await run(['--help']);
      expect(code).toBe(0);
      expect(out).toContain('--client-id GUID');
    });
  });

  describe('when something is wrong', () => {
    it('names each argument, ends with 2 and writes nothing', async () => {
      const { code, error } = await run([...argv(dir).slice(0, -2), '--out', dir, '--name', '<\n>', '--bot-id', 'x']);
      expect(code).toBe(2);
      expect(error).toMatch(/--name .*control characters/);
      expect(error).toMatch(/--bot-id .*no GUID/);
      expect(readdirSync(dir)).toEqual([]);
    });

    it('ends with 2 and leaves no part behind when a file cannot be put in place', async () => {
      mkdirSync(path.join(dir, packageNames.zip, 'in-the-way'), { recursive: true });
      const { code, error } = await run(argv(dir));
      expect(code).toBe(2);
      expect(error).toContain('--out cannot be written');
      expect(readdirSync(dir)).toEqual([packageNames.zip]);
    });
  });

  describe('when started as a command', () => {
    it('hands out its exit code and keeps complaints on the error stream', () => {
      const start = (...args: readonly string[]) =>
        spawnSync(process.execPath, ['--import', 'tsx', 'manifests/package.ts', ...args], {
          cwd: root,
          encoding: 'utf8',
        });
      const good = start(...argv(dir));
      expect([good.status, good.stderr]).toEqual([0, '']);
      const bad = start(...argv(dir), '--domain');
      expect([bad.status, bad.stdout]).toEqual([2, '']);
      expect(bad.stderr).toContain('--domain is given twice');
    });
  });
});
