// Checks how much script the built web apps make people download, against the budget (gzip, level 9).
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { binOf, runNode } from '../support/launch/runTool.mjs';

const kilobyte = 1000;
/** Script needed for the first paint, all script until signed in and interactive, and what one page adds when it is opened. */
const budgets = { firstPaint: 250 * kilobyte, interactive: 380 * kilobyte, page: 60 * kilobyte };
/** Parts that are fetched only when a page or a dialog of theirs is opened. */
const isPage = (name) => name.startsWith('page-');
const isLanguage = (name) => name.startsWith('lang-');
/** Read by tests alone. */
const isForTests = (name) => name === 'pseudo';

const sum = (values) => values.reduce((total, value) => total + value, 0);

/** One app: what its entries load first and later, as the bundler listed it. */
function measureApp(folder, { first, later }, entry) {
  const sizes = new Map();
  const sizeOf = (file) => {
    if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length);
    return sizes.get(file);
  };
  const weigh = (files) => sum([...files].map(sizeOf));
  const parts = Object.entries(later).filter(([name]) => !isForTests(name));
  // Each person reads one language: the largest stands for all.
  const language = Math.max(0, ...parts.filter(([name]) => isLanguage(name)).map(([, files]) => weigh(files)));
  const initial = new Set(first[entry]);
  const eager = parts.filter(([name]) => !isPage(name) && !isLanguage(name)).flatMap(([, files]) => files);
  const interactive = entry === 'main' ? new Set([...initial, ...eager]) : initial;
  const pages = parts
    .filter(([name]) => isPage(name) && entry === 'main')
    .map(([name, files]) => [name, weigh(files.filter((file) => !interactive.has(file)))]);
  const words = entry === 'main' ? language : 0;
  return { firstPaint: weigh(initial) + words, interactive: weigh(interactive) + words, pages };
}

/** What is over its budget, as sentences; empty when all is well. */
function overBudget(name, { firstPaint, interactive, pages }) {
  const over = [
    ['first paint', firstPaint, budgets.firstPaint],
    ['interactive', interactive, budgets.interactive],
    ...pages.map(([page, bytes]) => [page, bytes, budgets.page]),
  ].filter(([, bytes, limit]) => bytes > limit);
  const empty = firstPaint === 0 ? [`${name}: the page loads no script at all`] : [];
  return [
    ...empty,
    ...over.map(([what, bytes, limit]) => `${name}: ${what} is ${bytes} bytes, the budget is ${limit}`),
  ];
}

const inKb = (bytes) => (bytes / kilobyte).toFixed(1);

function main(dist) {
  const findings = [];
  const lists = readdirSync(path.join(dist, 'chunks'));
  if (lists.length === 0) findings.push('no app was built');
  for (const file of lists) {
    const app = path.parse(file).name;
    const list = JSON.parse(readFileSync(path.join(dist, 'chunks', file), 'utf8'));
    for (const entry of Object.keys(list.first)) {
      const sizes = measureApp(path.join(dist, 'web', app), list, entry);
      const name = entry === 'main' ? app : `${app}/${entry}`;
      const pages = sizes.pages.map(([page, bytes]) => `${page} ${inKb(bytes)}`).join(', ');
      console.log(
        `${name}: first paint ${inKb(sizes.firstPaint)} of ${inKb(budgets.firstPaint)} KB, interactive ` +
          `${inKb(sizes.interactive)} of ${inKb(budgets.interactive)} KB (gzip)${pages === '' ? '' : `; each of ${inKb(budgets.page)}: ${pages}`}`,
      );
      findings.push(...overBudget(name, sizes));
    }
  }
  for (const finding of findings) console.error(finding);
  return findings.length === 0 ? 0 : 1;
}

/** Builds both apps as they are shipped; what failed is printed. */
async function build() {
  const apps = ['--config-name', 'tab', '--config-name', 'outlook'];
  const { code, output } = await runNode(binOf('webpack-cli'), ['build', '--mode', 'production', ...apps]);
  if (code !== 0) console.error(output);
  return code;
}

const isBuiltHere = process.argv.includes('--build');
const dist =
  process.argv.slice(2).find((word) => !word.startsWith('--')) ?? path.join(import.meta.dirname, '../../dist');
process.exitCode = isBuiltHere && (await build()) !== 0 ? 1 : main(dist);
