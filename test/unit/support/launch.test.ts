// What the launch scripts decide: Node's age, what is installed, what changed, ports, log lines, counts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { isNodeNewEnough } from '../../support/launch/checkNode.mjs';
import { choosePort } from '../../support/launch/choosePort.mjs';
import { countResults } from '../../support/launch/countResults.mjs';
import { hashInputs } from '../../support/launch/ensureBuilt.mjs';
import { isInstalled } from '../../support/launch/ensureInstalled.mjs';
import { readArguments } from '../../support/launch/runSuites.mjs';
import { readableLine } from '../../support/launch/startChild.mjs';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'hookswitch-launch-'));
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation(() => undefined);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
  writeFileSync(path.join(dir, file), text);
}

function writeLock(file: string, packages: Readonly<Record<string, object>>): void {
  write(file, JSON.stringify({ packages }));
}

describe('isNodeNewEnough', () => {
  it.each([
    ['18.20.4', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['22.0.0', true],
    ['30.1.0', true],
  ])('judges %s as %s', (version, expected) => {
    expect(isNodeNewEnough(version)).toBe(expected);
  });
});

describe('isInstalled', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/win': { version: '1.0.0', optional: true },
  };

  beforeEach(() => {
    writeLock('package-lock.json', wanted);
    write('node_modules/a/package.json', '{}');
  });

  it.each([
    ['says yes when all is there but a binary for another platform', { 'node_modules/a': { version: '1.0.0' } }, true],
    ['says no when a version differs', { 'node_modules/a': { version: '0.9.0' } }, false],
    ['says no when a package is missing', {}, false],
  ])('%s', (_what, packages, expected) => {
    writeLock('node_modules/.package-lock.json', packages);
    expect(isInstalled(dir)).toBe(expected);
  });

  it('says no when an installation was interrupted', () => {
    expect(isInstalled(dir)).toBe(false);
  });

  it('says no when a folder was deleted by hand', () => {
    writeLock('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } });
    rmSync(path.join(dir, 'node_modules/a'), { recursive: true });
    expect(isInstalled(dir)).toBe(false);
  });
});

describe('hashInputs', () => {
  it('changes with a content, a name and a new file, and with nothing else', () => {
    write('bot/a.ts', 'one');
    const hashes = [hashInputs(dir, ['bot', 'shared'])];
    write('bot/a.ts', 'one');
    expect(hashInputs(dir, ['bot', 'shared'])).toBe(hashes[0]);
    for (const [file, text] of [
      ['bot/a.ts', 'two'],
      ['shared/b.ts', ''],
      ['shared/c/b.ts', ''],
    ] as const) {
      write(file, text);
      hashes.push(hashInputs(dir, ['bot', 'shared']));
    }
    expect(new Set(hashes).size).toBe(4);
  });
});

describe('choosePort', () => {
  it('takes the wanted port when it is free and another one when it is not', async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const taken = (server.address() as net.AddressInfo).port;
    const given = await choosePort(taken);
    expect(given).not.toBe(taken);
    await new Promise((resolve) => server.close(resolve));
    expect(await choosePort(given)).toBe(given);
  });
});

describe('readableLine', () => {
  it.each([
    ['{"level":"info","event":"call"}', undefined],
    ['{"level":"warn","time":"2026","event":"pbx.down","pbxId":"a","tries":2}', 'warning: pbx.down pbxId=a tries=2'],
    ['{"level":"error","event":"store.locked"}', 'error: store.locked'],
    ['{"level":50,"event":"x"}', undefined],
    ['{half', undefined],
    ['plain text', undefined],
  ])('reads %s', (line, expected) => {
    expect(readableLine(line)).toBe(expected);
  });
});

describe('readArguments', () => {
  it.each([
    [[], ['unit', 'integration', 'e2e'], []],
    [['unit'], ['unit'], []],
    [
      ['e2e', 'unit', '-t', 'name'],
      ['unit', 'e2e'],
      ['-t', 'name'],
    ],
    [['test/unit/x'], ['unit', 'integration', 'e2e'], ['test/unit/x']],
  ])('reads %j', (args, chosen, jestArgs) => {
    expect(readArguments(args)).toEqual({ chosen, jestArgs });
  });
});

describe('countResults', () => {
  const results = { numPassedTests: 3, numFailedTests: 0, numRuntimeErrorTestSuites: 0, numPendingTests: 1 };
  const ended = { code: 0, hung: false };

  it.each([
    ['tests that passed', results, ended, { passed: 3, failed: 0 }],
    ['tests that failed', { ...results, numFailedTests: 2 }, { ...ended, code: 1 }, { passed: 3, failed: 2 }],
    [
      'a file that did not load',
      { ...results, numRuntimeErrorTestSuites: 1 },
      { ...ended, code: 1 },
      { passed: 3, failed: 1 },
    ],
    ['something left open', results, { code: 1, hung: true }, { passed: 3, failed: 1 }],
    ['an end nobody explains', results, { code: 7, hung: false }, { passed: 3, failed: 1 }],
    ['no report at all', undefined, { code: 1, hung: false }, { passed: 0, failed: 1 }],
  ])('counts %s', (_what, given, end, expected) => {
    expect(countResults('unit', given, end)).toEqual(expected);
  });
});
