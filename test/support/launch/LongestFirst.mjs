// Decides in which order jest takes test files: the longest first, so that no worker is left alone with a long one at the end.
import { statSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './runTool.mjs';

/** Files that take long for their size, longest first. The order is all that matters. */
const longest = [
  'e2e/tabDialling',
  'e2e/tabPages',
  'e2e/tabDay',
  'e2e/tabDegraded',
  'e2e/mainJob',
  'e2e/gallery',
  'e2e/outlook',
  'e2e/tabSpeed',
  'e2e/botChat',
  'integration/pbx/siteProcess',
  'integration/reload',
  'integration/fuzz/parsers',
  'integration/startDemo',
  'integration/people',
  'integration/serviceProcess',
  'integration/phone',
  'integration/cstaStories',
  'integration/captures',
  'integration/kamailio',
  'integration/truthTable',
  'integration/pbx/siteDoor',
  'integration/http/manyStreams',
  'integration/store/postgresStore',
].map((name) => path.join(rootDir, 'test', `${name}.test.ts`));

/** Jest's interface of a sequencer, as far as it is asked. */
export default class LongestFirst {
  /** The named ones, then the others from the largest on. */
  sort(tests) {
    const rank = ({ path: file }) => (longest.includes(file) ? longest.indexOf(file) : longest.length);
    return [...tests].sort((one, other) => rank(one) - rank(other) || sizeOf(other) - sizeOf(one));
  }

  /** The order does not learn: it is the same on each machine. */
  cacheResults() {}
}

function sizeOf({ path: file }) {
  return statSync(file).size;
}
