// Checks how much script the built web apps make people download, against the budget (gzip, level 9).
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const kilobyte = 1000;
/** Script needed for the first paint, and all script until signed in and interactive. */
const budgets = { firstPaintBytes: 250 * kilobyte, allBytes: 380 * kilobyte };

/** Names of the scripts of ours that a page loads by itself; office.js comes from Microsoft, whatever it weighs. */
function pageScripts(html) {
  return [...html.matchAll(/<script[^>]*\ssrc=["']?([^"'\s>]+)/gu)]
    .map((match) => match[1] ?? '')
    .filter((name) => name !== '__OFFICE_JS_URL__');
}

/**
 * Sizes of one page of a built app. The first paint waits for the page's own scripts and the largest language chunk;
 * `all` is every script but those that only other pages begin with: more than anybody loads, since each person reads one
 * language.
 */
function measurePage(folder, page, pages) {
  const sizeOf = (name) => gzipSync(readFileSync(path.join(folder, name)), { level: 9 }).length;
  const scriptsOf = (name) => pageScripts(readFileSync(path.join(folder, name), 'utf8'));
  const initial = scriptsOf(page);
  const foreign = new Set(pages.flatMap(scriptsOf).filter((name) => !initial.includes(name)));
  const names = readdirSync(folder).filter((name) => name.endsWith('.js') && !foreign.has(name));
  const languages = names.filter((name) => name.startsWith('lang-')).map(sizeOf);
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  return {
    firstPaintBytes: sum(initial.map(sizeOf)) + Math.max(0, ...languages),
    allBytes: sum(names.map(sizeOf)),
    scripts: initial.length,
  };
}

/** Every page of every built app: `tab` for tab/index.html, `outlook/commands.html` for another page. */
function builtPages(webFolder) {
  const apps = readdirSync(webFolder, { withFileTypes: true }).filter((item) => item.isDirectory());
  return apps.flatMap(({ name }) => {
    const folder = path.join(webFolder, name);
    const pages = readdirSync(folder).filter((file) => file.endsWith('.html'));
    return pages.map((page) => ({ name: page === 'index.html' ? name : `${name}/${page}`, folder, page, pages }));
  });
}

/** What is over its budget, as sentences; empty when all is well. */
function overBudget(name, sizes) {
  if (sizes.scripts === 0) return [`${name}: the page loads no script at all`];
  return Object.entries(budgets)
    .filter(([key, limit]) => sizes[key] > limit)
    .map(([key, limit]) => `${name}: ${key} is ${sizes[key]}, the budget is ${limit}`);
}

function main(webFolder) {
  const findings = [];
  for (const { name, folder, page, pages } of builtPages(webFolder)) {
    const sizes = measurePage(folder, page, pages);
    const inKb = (bytes) => `${(bytes / kilobyte).toFixed(1)} KB`;
    console.log(
      `${name}: first paint ${inKb(sizes.firstPaintBytes)} of ${inKb(budgets.firstPaintBytes)}, ` +
        `all script ${inKb(sizes.allBytes)} of ${inKb(budgets.allBytes)} (gzip)`,
    );
    findings.push(...overBudget(name, sizes));
  }
  for (const finding of findings) console.error(finding);
  return findings.length === 0 ? 0 : 1;
}

process.exitCode = main(process.argv[2] ?? path.join(import.meta.dirname, '../../dist/web'));
