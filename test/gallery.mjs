// `npm run gallery`: builds the page that shows every component in every state, theme, language and width, and says where it is.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './support/launch/ensureInstalled.mjs';
import { binOf, rootDir, runNode } from './support/launch/runTool.mjs';

await ensureInstalled();
const { code, output } = await runNode(binOf('webpack-cli'), ['build', '--mode', 'production', '--env', 'gallery']);
if (code === 0) console.log(`The gallery: ${pathToFileURL(path.join(rootDir, 'dist/gallery/index.html')).href}`);
else console.error(output);
process.exitCode = code;
