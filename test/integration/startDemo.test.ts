// `npm start` and `npm test` as a newcomer meets them, on a small made-up project with the real launch scripts.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { rootDir } from '../support/launch/runTool.mjs';

const sandbox = `
import http from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
const option = (name) => process.argv[process.argv.indexOf('--' + name) + 1];
mkdirSync(option('dir'), { recursive: true });
const configPath = option('dir') + '/config.json';
writeFileSync(configPath, JSON.stringify({ port: Number(option('service-port')) }));
const server = http.createServer((_request, response) => response.end('host page'));
server.listen(Number(option('host-port')), () => {
  const hostUrl = 'http://localhost:' + option('host-port') + '/';
  const serviceUrl = 'http://localhost:' + option('service-port');
  console.log(JSON.stringify({ hostUrl, serviceUrl, configPath, env: { MADE_UP_SECRET: 'given' } }));
});
process.on('SIGTERM', () => process.exit(0));
`;

const service = `
const http = require('node:http');
const { readFileSync, writeFileSync } = require('node:fs');
if (process.env.MADE_UP_SECRET !== 'given') { console.error('no secret'); process.exit(3); }
const { port } = JSON.parse(readFileSync(process.argv[process.argv.indexOf('--config') + 1], 'utf8'));
let asked = 0;
http.createServer((request, response) => {
  response.statusCode = request.url === '/readyz' && asked++ < 2 ? 503 : 200;
  response.end('ok');
}).listen(port, () => console.log(JSON.stringify({ level: 'warn', event: 'pbx.down', pbxId: 'made-up' })));
process.on('SIGTERM', () => { writeFileSync('stopped-gently', ''); process.exit(0); });
`;

const brokenService = `console.log('{"level":"error","event":"store.locked"}'); process.exit(4);`;

/** Writes what webpack would: the outputs named by the build stamp. */
const webpack = `
const { mkdirSync, writeFileSync, appendFileSync, copyFileSync } = require('node:fs');
mkdirSync('dist/bot', { recursive: true });
for (const app of ['tab', 'outlook']) {
  mkdirSync('dist/web/' + app, { recursive: true });
  writeFileSync('dist/web/' + app + '/index.html', '');
}
copyFileSync('bot/main.cjs', 'dist/bot/main.js');
appendFileSync('built', 'x');
`;

let dir: string;
let children: ChildProcessWithoutNullStreams[];

beforeEach(() => {
  children = [];
  dir = mkdtempSync(path.join(os.tmpdir(), 'hookswitch-start-'));
  for (const name of ['test/start.mjs', 'test/run.mjs', 'test/support/launch']) {
    cpSync(path.join(rootDir, name), path.join(dir, name), { recursive: true });
  }
  write(
    'package.json',
    '{ "name": "made-up", "scripts": { "serve": "node --max-semi-space-size=16 made-up.js serve" } }',
  );
  write('package-lock.json', '{ "packages": {} }');
  write('node_modules/.package-lock.json', '{ "packages": {} }');
  write('node_modules/webpack/package.json', '{ "bin": "w.js" }');
  write('node_modules/webpack/w.js', webpack);
  symlinkSync(path.join(rootDir, 'node_modules/tsx'), path.join(dir, 'node_modules/tsx'), 'junction');
  write('test/sandbox/main.ts', sandbox);
  write('bot/main.cjs', service);
});
afterEach(async () => {
  await Promise.all(children.map(end));
  rmSync(dir, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
  writeFileSync(path.join(dir, file), text);
}

interface Run {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<number | null>;
  said(): string;
}

function run(script: string, ...args: readonly string[]): Run {
  const child = spawn(process.execPath, [path.join('test', script), ...args], { cwd: dir });
  children.push(child);
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (words += chunk.toString()));
  return { child, ended: once(child, 'close').then(([code]) => code as number | null), said: () => words };
}

async function saying(started: Run, words: RegExp): Promise<void> {
  while (!words.test(started.said())) await once(started.child.stdout, 'data');
}

async function end(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'close');
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

describe('npm start', () => {
  describe('when everything is in order', () => {
    it('prints one address, relays warnings, and ends gently with all it started', async () => {
      const started = run('start.mjs');
      await saying(started, /Open http:\/\/localhost:\d+\//);
      const port = Number(/Open http:\/\/localhost:(\d+)\//.exec(started.said())?.[1]);
      expect(await isTaken(port)).toBe(true);
      expect(started.said()).toContain('service: warning: pbx.down pbxId=made-up');
      started.child.kill('SIGINT');
      expect(await started.ended).toBe(0);
      expect(existsSync(path.join(dir, 'stopped-gently'))).toBe(true);
      expect(started.said()).not.toContain('ended');
      expect(await isTaken(port)).toBe(false);
    });

    it('builds the first time and not the second', async () => {
      const first = run('start.mjs', '--check');
      expect(await first.ended).toBe(0);
      expect(first.said()).toMatch(/ok {5}http[^]*prepared in [\d.]+ s \(built\)[^]*up in [\d.]+ s/);
      expect(await run('start.mjs', '--check').ended).toBe(0);
      expect(readFileSync(path.join(dir, 'built'), 'utf8')).toBe('x');
      write('shared/new.ts', 'changed');
      expect(await run('start.mjs', '--check').ended).toBe(0);
      expect(readFileSync(path.join(dir, 'built'), 'utf8')).toBe('xx');
    });
  });

  describe('when its port is taken', () => {
    it('says so and uses another one', async () => {
      const first = run('start.mjs');
      await saying(first, /Open http/);
      const second = run('start.mjs', '--check');
      expect(await second.ended).toBe(0);
      expect(second.said()).toMatch(/Port \d+ is taken: the host pages will be on port \d+/);
      expect(second.said()).toMatch(/Port \d+ is taken: the service will be on port \d+/);
    });
  });

  describe('when somebody takes a port at the last moment', () => {
    it('tries again', async () => {
      const failsOnce = `
import { existsSync, writeFileSync } from 'node:fs';
if (!existsSync('failed')) { writeFileSync('failed', ''); console.error('EADDRINUSE'); process.exit(1); }
`;
      write('test/sandbox/main.ts', `${failsOnce}${sandbox}`);
      const started = run('start.mjs', '--check');
      expect(await started.ended).toBe(0);
      expect(started.said()).toContain('trying again');
    });
  });

  describe('when a part cannot start', () => {
    it('names the part, repeats its words and ends with 1', async () => {
      write('bot/main.cjs', brokenService);
      const started = run('start.mjs');
      expect(await started.ended).toBe(1);
      expect(started.said()).toMatch(/The service ended \(code 4\)[^]*store\.locked/);
    });

    it('does the same for the build', async () => {
      write('node_modules/webpack/w.js', "console.error('made-up syntax error'); process.exit(1);");
      const started = run('start.mjs');
      expect(await started.ended).toBe(1);
      expect(started.said()).toMatch(/made-up syntax error[^]*npm run build/);
    });
  });

  describe('when a part dies later', () => {
    it('stops the other one and ends with 1', async () => {
      write('bot/main.cjs', `${service}\nsetTimeout(() => process.exit(9), 1500);`);
      const started = run('start.mjs');
      expect(await started.ended).toBe(1);
      expect(started.said()).toMatch(/The service ended \(code 9\)/);
    });
  });
});

describe('npm test', () => {
  /** A jest that writes the report it is told to. */
  function writeJest(report: string, code: number): void {
    write('node_modules/jest/package.json', '{ "bin": { "jest": "j.js" } }');
    write(
      'node_modules/jest/j.js',
      `require('node:fs').writeFileSync(process.argv[process.argv.indexOf('--outputFile') + 1], '${report}'); process.exit(${String(code)});`,
    );
  }

  it.each([
    ['3 passed, 0 failed', 0, '{"numPassedTests":3,"numFailedTests":0,"numRuntimeErrorTestSuites":0}', 0],
    ['3 passed, 2 failed', 1, '{"numPassedTests":3,"numFailedTests":1,"numRuntimeErrorTestSuites":1}', 1],
    ['0 passed, 0 failed', 1, '{"numPassedTests":0,"numFailedTests":0,"numRuntimeErrorTestSuites":0}', 0],
  ])('ends in "%s" with code %i', async (line, code, report, jestCode) => {
    writeJest(report, jestCode);
    const tested = run('run.mjs', 'unit');
    expect(await tested.ended).toBe(code);
    expect(tested.said().trimEnd().split('\n').at(-1)).toBe(line);
  });
});
