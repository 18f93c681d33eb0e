// The command that tries out a dial plan: every number with its steps in words, test cases, exit codes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDialPlanCommand } from '../../../bot/dialPlanCommand.ts';
import { settings, tenant, tenantId } from './config/sampleSettings.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hookswitch-plan-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** Runs the command over a file with this plan. No secret is in the environment. */
async function run(dialPlan: object, args: readonly string[], env = {}): Promise<{ code: number; said: string }> {
  const path = join(dir, 'config.yaml');
  writeFileSync(path, JSON.stringify({ ...settings(), tenants: [tenant({ dialPlan })] }));
  let said = '';
  const write = (text: string): void => void (said += text);
  return { code: await runDialPlanCommand(['--config', path, ...args], { env, write }), said };
}

const plan = { preset: 'FR', outsideLine: '0', rules: [{ match: '77', replace: '0' }] };

describe('the command dial-plan', () => {
  describe('when numbers are given', () => {
    it('prints what is dialled and why, step by step', async () => {
      const { code, said } = await run(plan, ['+33 1 99 01 00 00', '77', '112', 'nobody']);
      expect(code).toBe(0);
      expect(said.split('\n')).toEqual([
        `Example Company (${tenantId})`,
        '+33 1 99 01 00 00: dialled as 00199010000',
        '  1. Spaces and signs that no phone has are left out (+33 1 99 01 00 00 -> +33199010000)',
        '  2. A number of the own country: the national prefix is put before it (+33199010000 -> 0199010000)',
        '  3. The digits of the outside line are put before it (0199010000 -> 00199010000)',
        '77: dialled as 0',
        '  1. A rule of the site rules[0] (77 -> 0)',
        '112: dialled as 112',
        '  1. An emergency number is dialled as it is',
        'nobody: not dialled',
        '  1. This is no number that a phone could dial',
        'No test cases',
        '',
      ]);
    });

    it.each([
      [[], { LANG: 'fr_FR.UTF-8' }, '112\u202f: composé 112'],
      [['--lang', 'fr'], { LANG: 'en_GB.UTF-8' }, '112\u202f: composé 112'],
      [[], { LANG: 'C.UTF-8' }, '112: dialled as 112'],
      [[], {}, '112: dialled as 112'],
    ])('speaks the language of %j and %j', async (args, env, expected) => {
      expect((await run(plan, [...args, '112'], env)).said).toContain(expected);
    });

    it('prints nothing that would move the cursor', async () => {
      expect((await run(plan, ['1\u001b[2J'])).said).not.toContain('\u001b');
    });
  });

  describe('when there are test cases', () => {
    it('ends with 1 and says which failed and why', async () => {
      const tests = [{ input: '112', expected: '112' }, { input: '77', expected: '1' }, { input: '3615' }];
      const { code, said } = await run({ ...plan, tests }, []);
      expect(code).toBe(1);
      expect(said).toContain(
        '3 test cases, passed: 1\ntests[1]: 77 should be dialled as 1\n77: dialled as 0\n  1. A rule',
      );
      expect(said).toContain('tests[2]: 3615 should not be dialled\n');
    });

    it('ends with 0 when all of them pass', async () => {
      const { code, said } = await run({ ...plan, tests: [{ input: '112', expected: '112' }] }, ['--tenant', tenantId]);
      expect([code, said.includes('1 test case, passed: 1')]).toEqual([0, true]);
    });
  });

  describe('when it is used wrongly', () => {
    it.each([[['--tenant', 'nobody']], [['--frob']]])('shows its use for %j', async (args) => {
      const { code, said } = await run(plan, args);
      expect([code, said.startsWith('npm run -s dialplan')]).toEqual([2, true]);
    });

    it('says what is wrong with the plan itself', async () => {
      await expect(run({ preset: 'XX' }, ['112'])).rejects.toMatchObject({ code: 'config.invalid' });
      await expect(run({ rules: [{ match: '((', replace: '' }] }, ['112'])).rejects.toMatchObject({
        code: 'config.invalid',
      });
    });
  });
});
