// Runs one program to its end, showing its words only when they matter.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const rootDir = fileURLToPath(new URL('../../../', import.meta.url));

/** The script behind a package's command, e.g. binOf('webpack') or binOf('typescript', 'tsc'). */
export function binOf(packageName, command = packageName) {
  const manifest = path.join(rootDir, 'node_modules', packageName, 'package.json');
  const { bin } = createRequire(import.meta.url)(manifest);
  return path.join(path.dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
}

/**
 * Runs a program and resolves to { code, output }; never rejects. `show` passes the words through as they come;
 * otherwise they are kept in `output`.
 */
export function runTool(command, args, { env = {}, show = false, shell = false, cwd = rootDir } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() + (signal ? `\nended by ${signal}` : '') }),
    );
  });
}

/** Runs a script with this Node.js; see runTool. */
export function runNode(script, args, options) {
  return runTool(process.execPath, [script, ...args], options);
}
