// `npm start`: installs and builds what is missing, starts the sandbox and the service on it, prints one address.
import { checkNode } from './support/launch/checkNode.mjs';

checkNode();
const { startDemo } = await import('./support/launch/startDemo.mjs');
process.exitCode = await startDemo(process.argv.slice(2));
