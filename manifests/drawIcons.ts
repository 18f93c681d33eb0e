// Draws the committed PNG icons from their SVG sources: `CHROMIUM_PATH=... node --import tsx manifests/drawIcons.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { packagedIcons, servedIcons } from './icons/iconFiles.ts';

const dir = path.join(import.meta.dirname, 'icons');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? chromium.executablePath(),
  args: ['--no-sandbox', '--force-color-profile=srgb'],
});
const page = await browser.newPage();
for (const { name, drawing, sizePx } of [...packagedIcons, ...servedIcons]) {
  const svg = readFileSync(path.join(dir, `${drawing}.svg`), 'utf8');
  await page.setViewportSize({ width: sizePx, height: sizePx });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
  writeFileSync(path.join(dir, name), await page.screenshot({ omitBackground: true }));
}
await browser.close();
