// A throw-away copy of the toolchain's configuration around made-up files, to show that a check can fail.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { binOf, rootDir } from './launch/runTool.mjs';

const configs = [
  'eslint.config.mjs',
  '.dependency-cruiser.mjs',
  'knip.jsonc',
  'tsconfig.json',
  'package.json',
  '.prettierrc.json',
];

/** What a tool answered. */
export interface ToolAnswer {
  readonly code: number;
  readonly stdout: string;
}

/** A project on disk; `remove` it after use. */
export interface BadProject {
  readonly dir: string;
  /** Runs a tool of this repository inside the project. */
  run(packageName: string, command: string, args: readonly string[]): ToolAnswer;
  remove(): void;
}

/** Writes the files and the configuration into a new folder; node_modules is this repository's. */
export function makeBadProject(files: Readonly<Record<string, string>>): BadProject {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hookswitch-house-'));
  for (const config of configs) copyFileSync(path.join(rootDir, config), path.join(dir, config));
  symlinkSync(path.join(rootDir, 'node_modules'), path.join(dir, 'node_modules'), 'junction');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), text);
  }
  return {
    dir,
    run: (packageName, command, args) => {
      const ended = spawnSync(process.execPath, [binOf(packageName, command), ...args], { cwd: dir, encoding: 'utf8' });
      return { code: ended.status ?? 1, stdout: ended.stdout };
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
