// Installs node_modules when they are missing or are not the ones the lockfile names.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rootDir, runTool } from './runTool.mjs';

/**
 * True when every package the lockfile demands stands in node_modules in that version. npm writes the inner lockfile
 * as the last step of an installation, so an interrupted one counts as missing. Optional packages (binaries for
 * other platforms) may be absent.
 */
export function isInstalled(dir = rootDir) {
  const installedPath = path.join(dir, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const wanted = readPackages(path.join(dir, 'package-lock.json'));
  const installed = readPackages(installedPath);
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === '' || entry.optional || entry.devOptional || entry.peer) return true;
    return installed[name]?.version === entry.version && existsSync(path.join(dir, name, 'package.json'));
  });
}

/** Resolves once node_modules is right; ends the process with npm's own words when npm cannot do it. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing packages (npm ci) ...');
  // No package of ours needs an install script: native parts come as platform packages (docs/decisions).
  const npmArgs = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runNpm(npmArgs);
  if (code === 0 && isInstalled()) return;
  console.error(`${output}\nnpm ci failed. Run it by hand to see why: npm ci --ignore-scripts`);
  process.exit(1);
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

function runNpm(args) {
  const npmScript = process.env.npm_execpath;
  if (npmScript?.endsWith('npm-cli.js')) return runTool(process.execPath, [npmScript, ...args]);
  return runTool('npm', args, { shell: process.platform === 'win32' });
}
