// The flags of Node the service runs with, as `npm run serve` gives them (decision 0021); package.json is where they are written.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './runTool.mjs';

const { scripts } = JSON.parse(readFileSync(path.join(rootDir, 'package.json'), 'utf8'));

/** What stands between `node` and the program in the script `serve`. */
export const serviceFlags = scripts.serve.split(' ').filter((word) => word.startsWith('--'));
