// The house check: file rules, budgets and forbidden words over the whole repository; `npm run check -- house`.
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { checkBudgets } from './checkBudgets.ts';
import { checkFile } from './checkFile.ts';
import { findForbiddenWords, machineWords } from './findForbiddenWords.ts';
import { report } from './finding.ts';
import { readFiles } from './readFiles.ts';

const root = path.resolve(import.meta.dirname, '../..');
const files = readFiles(root);
const words = machineWords([
  os.hostname(),
  os.userInfo().username,
  os.homedir(),
  root,
  gitEmail(),
  // Words that may not even be written here, e.g. the name of a workplace.
  ...(process.env['HOUSE_FORBIDDEN_WORDS'] ?? '').split(',').map((word) => word.trim()),
]);
const budgets = checkBudgets(files);
const forbidden = files
  .filter((file) => file.path !== 'package-lock.json')
  .flatMap((file) => findForbiddenWords(file, words));
report([...files.flatMap(checkFile), ...budgets.findings, ...forbidden], budgets.facts);

function gitEmail(): string | undefined {
  try {
    return execFileSync('git', ['config', 'user.email'], { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
