// Builds the product when what it is made of has changed since the last build, judged by content and not by time.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { binOf, rootDir, runNode } from './runTool.mjs';

/** What is built, from what, and by which words of webpack. */
const product = {
  inputs: [
    'bot',
    'manifests',
    'outlook-addin',
    'package-lock.json',
    'package.json',
    'shared',
    'teams-app',
    'tsconfig.json',
    'webpack.config.mjs',
  ],
  outputs: ['dist/bot/main.js', 'dist/web/tab/index.html', 'dist/web/outlook/index.html'],
  stamp: '.inputs',
  args: [],
  byHand: 'npm run build',
};
const gallery = {
  inputs: [
    'package-lock.json',
    'shared',
    'test/fixtures/stories',
    'test/gallery',
    'test/support/aRecord.ts',
    'tsconfig.json',
    'webpack.config.mjs',
  ],
  outputs: ['dist/gallery/frame.html', 'dist/gallery/frame.js', 'dist/gallery/index.html'],
  stamp: '.gallery-inputs',
  args: ['--env', 'gallery'],
  byHand: 'npm run gallery',
};
const lockPath = path.join(rootDir, 'node_modules', '.cache', 'hookswitch-build');
const lockPollMs = 250;

/** Resolves to true when it built, false when the last build was good; ends the process when the build fails. */
export async function ensureBuilt() {
  return ensure(product);
}

/** The same for the page of all components, which only the journeys need. */
export async function ensureGallery() {
  return ensure(gallery);
}

async function ensure(target) {
  if (isBuilt(target, hashInputs(rootDir, target.inputs))) return false;
  await takeLock();
  try {
    const hash = hashInputs(rootDir, target.inputs);
    if (isBuilt(target, hash)) return false;
    console.log(`Building (${['webpack --mode production', ...target.args].join(' ')}) ...`);
    rmSync(stampPath(target), { force: true });
    const { code, output } = await runNode(binOf('webpack'), ['--mode', 'production', ...target.args, '--no-color']);
    if (code !== 0 || !isComplete(target)) {
      console.error(`${output}\nThe build failed. Run it by hand to see why: ${target.byHand}`);
      process.exit(1);
    }
    writeFileSync(stampPath(target), stampFor(target, hash));
    return true;
  } finally {
    rmSync(lockPath, { recursive: true, force: true });
  }
}

/** One SHA-256 over names and contents of everything the build reads, as hex. */
export function hashInputs(dir, names) {
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

function isComplete({ outputs }) {
  return outputs.every((file) => existsSync(path.join(rootDir, file)));
}

function isBuilt(target, hash) {
  const stamp = stampPath(target);
  return isComplete(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === stampFor(target, hash);
}

function stampPath({ stamp }) {
  return path.join(rootDir, 'dist', stamp);
}

/** Names the outputs too: a build by hand from other sources must not pass for this one. */
function stampFor({ outputs }, hash) {
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
