// Finds a Chromium that runs, or installs one where that needs no question (Debian and Ubuntu as root).
import { existsSync } from 'node:fs';
import path from 'node:path';
import { canInstallDebian, installDebian, isDebianLike } from './installDebian.mjs';
import { binOf, rootDir, runNode, runTool } from './runTool.mjs';

const windowsRoots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];

const wellKnown = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: windowsRoots
    .filter(Boolean)
    .flatMap((root) => [
      path.join(root, 'Google/Chrome/Application/chrome.exe'),
      path.join(root, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
};

/** Path of a Chromium that starts, or undefined. CHROMIUM_PATH goes before every well-known place. */
export async function findChromium() {
  const places = [process.env.CHROMIUM_PATH, ...(wellKnown[process.platform] ?? []), await playwrightChromium()];
  for (const place of places) {
    if (place && existsSync(place) && (await starts(place))) return place;
  }
  return undefined;
}

/** As findChromium, but installs one when this is Debian or Ubuntu and we are root. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found || !canInstallDebian()) return found;
  console.log('Installing Chromium (apt-get) ...');
  const output = await installDebian(['chromium', 'fonts-liberation']);
  const installed = await findChromium();
  if (installed) return installed;
  // Ubuntu's package is only a pointer to a snap, which containers cannot run: take Playwright's build instead.
  const second = await runNode(playwrightCli(), ['install', '--with-deps', 'chromium'], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  const last = await findChromium();
  if (!last) console.error(`${output}\n${second.output}`);
  return last;
}

/** What a person types to get a Chromium on this machine. */
export function chromiumHint() {
  const anywhere = 'npx playwright-core install chromium';
  const command = isDebianLike() ? 'sudo apt-get install -y chromium' : anywhere;
  return `No Chromium was found. Run: ${command}   (or set CHROMIUM_PATH to a Chrome, Chromium or Edge)`;
}

function playwrightCli() {
  return binOf('playwright-core', 'playwright-core');
}

async function playwrightChromium() {
  if (!existsSync(path.join(rootDir, 'node_modules', 'playwright-core'))) return undefined;
  const { chromium } = await import('playwright-core');
  return chromium.executablePath();
}

async function starts(place) {
  // On Windows `--version` opens a window instead of answering.
  if (process.platform === 'win32') return true;
  return (await runTool(place, ['--version'])).code === 0;
}
