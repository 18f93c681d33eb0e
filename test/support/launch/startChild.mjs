// Starts one long-lived program, passes on what a person must read of its words, and ends it with all it started.
import { spawn } from 'node:child_process';
import readline from 'node:readline';
import { rootDir } from './runTool.mjs';

// The service gives itself 10 s to end (bot/main.ts).
const stopGraceMs = 12_000;
const keptLines = 15;
const shownLevels = { warn: 'warning', error: 'error', fatal: 'error' };
const isPosix = process.platform !== 'win32';

/**
 * Starts `node ...args`. Gives { firstLine, ended, stop(), tail() }: a promise of the first line on stdout, one of the
 * end ({ code, signal }), a function that ends it (gently, then by force), and its last lines.
 */
export function startChild(name, args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: rootDir,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own, so that what it starts itself ends with it.
    detached: isPosix,
  });
  const last = [];
  let gotFirst = () => undefined;
  const firstLine = new Promise((resolve) => (gotFirst = resolve));
  eachLine(child.stdout, (line) => {
    gotFirst(line);
    remember(last, line);
    relay(name, line);
  });
  eachLine(child.stderr, (line) => {
    remember(last, line);
    console.error(`${name}: ${line}`);
  });
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 127, signal: null, error }));
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  return { firstLine, ended, stop: () => stopChild(child, ended), tail: () => last.join('\n') };
}

/** A line of the service's JSON log as people read it, or undefined when nobody needs to act on it. */
export function readableLine(line) {
  const { level, event, time: _time, ...facts } = parseObject(line);
  const word = shownLevels[level];
  if (word === undefined) return undefined;
  const details = Object.entries(facts).map(
    ([name, fact]) => `${name}=${typeof fact === 'string' ? fact : JSON.stringify(fact)}`,
  );
  return [`${word}:`, event, ...details].join(' ');
}

function relay(name, line) {
  const text = readableLine(line);
  if (text) console.error(`${name}: ${text}`);
}

function parseObject(line) {
  if (!line.startsWith('{')) return {};
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}

function eachLine(stream, onLine) {
  readline.createInterface({ input: stream, crlfDelay: Infinity }).on('line', onLine);
}

function remember(last, line) {
  last.push(line);
  if (last.length > keptLines) last.shift();
}

async function stopChild(child, ended) {
  child.stdin.end();
  signalGroup(child, 'SIGTERM');
  const force = setTimeout(() => signalGroup(child, 'SIGKILL'), stopGraceMs);
  await ended;
  clearTimeout(force);
  // Whatever it left behind in its group.
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (isPosix) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended already.
  }
}
