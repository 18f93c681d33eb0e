// Builds the product when what it is made of has changed since the last build, judged by content and not by time.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { binOf, rootDir, runNode } from './runTool.mjs';

const inputs = [
  'bot',
  'manifests',
  'outlook-addin',
  'package-lock.json',
  'package.json',
  'shared',
  'teams-app',
  'tsconfig.json',
  'webpack.config.mjs',
];
const outputs = ['dist/bot/main.js', 'dist/web/tab/index.html', 'dist/web/outlook/index.html'];
const stampPath = path.join(rootDir, 'dist', '.inputs');
const lockPath = path.join(rootDir, 'node_modules', '.cache', 'hookswitch-build');
const lockPollMs = 250;

/** Resolves to true when it built, false when the last build was good; ends the process when the build fails. */
export async function ensureBuilt() {
  if (isBuilt(hashInputs())) return false;
  await takeLock();
  try {
    const hash = hashInputs();
    if (isBuilt(hash)) return false;
    console.log('Building (webpack --mode production) ...');
    rmSync(stampPath, { force: true });
    const { code, output } = await runNode(binOf('webpack'), ['--mode', 'production', '--no-color']);
    if (code !== 0 || !outputs.every((file) => existsSync(path.join(rootDir, file)))) {
      console.error(`${output}\nThe build failed. Run it by hand to see why: npm run build`);
      process.exit(1);
    }
    writeFileSync(stampPath, stampFor(hash));
    return true;
  } finally {
    rmSync(lockPath, { recursive: true, force: true });
  }
}

/** One SHA-256 over names and contents of everything the build reads, as hex. */
export function hashInputs(dir = rootDir, names = inputs) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const file of names.flatMap((name) => listFiles(path.join(dir, name)))) {
    hash.update(`\0${path.relative(dir, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function listFiles(place) {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place)
    .sort()
    .flatMap((name) => listFiles(path.join(place, name)));
}

function isBuilt(hash) {
  const isComplete = outputs.every((file) => existsSync(path.join(rootDir, file)));
  return isComplete && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stampFor(hash);
}

/** Names the outputs too: a build by hand from other sources must not pass for this one. */
function stampFor(hash) {
  return `${hash} ${hashInputs(rootDir, outputs)}`;
}

/** Two launchers at once (a demo and a test run) must not write dist together. */
async function takeLock() {
  mkdirSync(path.dirname(lockPath), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lockPath);
      writeFileSync(path.join(lockPath, 'pid'), String(process.pid));
      return;
    } catch {
      if (isLockStale()) rmSync(lockPath, { recursive: true, force: true });
      else await delay(lockPollMs);
    }
  }
}

function isLockStale() {
  const pidPath = path.join(lockPath, 'pid');
  const pid = existsSync(pidPath) ? Number(readFileSync(pidPath, 'utf8')) : 0;
  if (!pid) return existsSync(lockPath) && Date.now() - statSync(lockPath).mtimeMs > 5_000;
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}
