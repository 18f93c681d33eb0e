// Runs the demo: sandbox and service as two children, one address for the browser, until someone says stop.
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { choosePort } from './choosePort.mjs';
import { ensureBuilt } from './ensureBuilt.mjs';
import { ensureInstalled } from './ensureInstalled.mjs';
import { serviceFlags } from './serviceFlags.mjs';
import { startChild } from './startChild.mjs';

const wantedHostPort = 4400;
const wantedServicePort = 4401;
const sandboxTimeoutMs = 60_000;
const readyTimeoutMs = 60_000;
const pollMs = 50;
const maxAttempts = 3;
const portTaken = /EADDRINUSE|http\.portTaken/;
/** About one call every three seconds among twenty people: enough to see calls come and go at once. */
const demoCallsPerHour = 1_200;

/** Resolves to the exit code. `--check` stops again once everything answers and prints how long each part took. */
export async function startDemo(args) {
  const startedAt = performance.now();
  await ensureInstalled();
  const built = await ensureBuilt();
  const preparedAt = performance.now();
  const children = [];
  const stopping = new AbortController();
  const stopAsked = waitForStop(stopping);
  try {
    const demo = await Promise.race([startWithPatience(children, args), stopAsked]);
    if (!demo) return 0;
    if (args.includes('--check')) return await check(demo, { startedAt, preparedAt, built });
    console.log(`\nOpen ${demo.hostUrl}\n\nCtrl-C stops everything.`);
    return await Promise.race([stopAsked.then(() => 0), ...children.map((child) => reportEnd(child, stopping.signal))]);
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault);
    return 1;
  } finally {
    stopping.abort();
    await stopAll(children);
  }
}

/** Between choosing a port and using it somebody else may take it: then everything is tried again with other ports. */
async function startWithPatience(children, args) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startAll(children, args);
    } catch (fault) {
      if (attempt === maxAttempts || !portTaken.test(fault.message)) throw fault;
      console.log('A port was taken in the meantime: trying again.');
      await stopAll(children);
    }
  }
}

/** The service first: at its stop it still clears presence in the sandbox's Graph. */
async function stopAll(children) {
  for (const child of children.splice(0).reverse()) await child.process.stop();
}

async function startAll(children, args) {
  const hostPort = await choosePort(wantedHostPort);
  const servicePort = await choosePort(wantedServicePort);
  sayPort('the host pages', wantedHostPort, hostPort);
  sayPort('the service', wantedServicePort, servicePort);
  // A demo beside another one keeps its own data: two services cannot share one database.
  const dir = hostPort === wantedHostPort ? './data/sandbox' : `./data/sandbox-${hostPort}`;
  const ports = ['--host-port', String(hostPort), '--service-port', String(servicePort)];
  // What was typed comes first, so that `npm start -- --users 200 --bhcc 0` wins over the demo's own traffic.
  const wishes = [...args.filter((arg) => arg !== '--check'), '--bhcc', String(demoCallsPerHour)];
  const main = path.join('test', 'sandbox', 'main.ts');
  const sandbox = add(children, 'sandbox', ['--import', 'tsx', main, '--dir', dir, ...ports, ...wishes]);
  const told = readAnnouncement(await firstOf(sandbox, sandbox.process.firstLine, sandboxTimeoutMs));
  const entry = path.join('dist', 'bot', 'main.js');
  const service = add(children, 'service', [...serviceFlags, entry, 'serve', '--config', told.configPath], told.env);
  const { serviceUrl } = told;
  await firstOf(service, untilReady(`${serviceUrl}/readyz`), readyTimeoutMs);
  return { hostUrl: told.hostUrl, serviceUrl };
}

function add(children, name, args, env) {
  const child = { name, process: startChild(name, args, env) };
  children.push(child);
  return child;
}

function sayPort(what, wanted, given) {
  if (wanted !== given) console.log(`Port ${wanted} is taken: ${what} will be on port ${given}.`);
}

/** The sandbox says in one JSON line where it is and how the service is started on it. */
function readAnnouncement(line) {
  try {
    const { hostUrl, serviceUrl, configPath, env } = JSON.parse(line);
    const isComplete = [hostUrl, serviceUrl, configPath].every((text) => typeof text === 'string');
    if (isComplete) return { hostUrl, serviceUrl, configPath, env: env ?? {} };
  } catch {
    // Falls through to the fault below.
  }
  throw new Error(`The sandbox said something else than where it is: ${line}`);
}

/** `promise`, unless the child ends first or `timeoutMs` pass. */
async function firstOf(child, promise, timeoutMs) {
  const giveUp = new AbortController();
  const late = delay(timeoutMs, undefined, { signal: giveUp.signal }).then(() => {
    throw new Error(`The ${child.name} was not ready after ${timeoutMs / 1000} s. It said:\n${child.process.tail()}`);
  });
  const gone = child.process.ended.then(({ code, signal }) => {
    throw new Error(`The ${child.name} ended (${signal ?? `code ${code}`}). It said:\n${child.process.tail()}`);
  });
  late.catch(() => undefined);
  gone.catch(() => undefined);
  try {
    return await Promise.race([promise, late, gone]);
  } finally {
    giveUp.abort();
  }
}

async function untilReady(url) {
  while (!(await answers(url))) await delay(pollMs, undefined, { ref: false });
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function reportEnd(child, stopping) {
  const { code, signal } = await child.process.ended;
  if (stopping.aborted) return 0;
  console.error(`The ${child.name} ended (${signal ?? `code ${code}`}). It said:\n${child.process.tail()}`);
  return 1;
}

async function check(demo, { startedAt, preparedAt, built }) {
  const readyAt = performance.now();
  const pages = [demo.hostUrl, `${demo.serviceUrl}/healthz`, `${demo.serviceUrl}/tab/`];
  const answered = await Promise.all(pages.map(async (url) => ({ url, ok: await answers(url) })));
  for (const { url, ok } of answered) console.log(`${ok ? 'ok    ' : 'FAILED'} ${url}`);
  const seconds = (from, to) => ((to - from) / 1000).toFixed(1);
  console.log(`prepared in ${seconds(startedAt, preparedAt)} s${built ? ' (built)' : ''}`);
  console.log(`up in ${seconds(preparedAt, readyAt)} s`);
  return answered.every(({ ok }) => ok) ? 0 : 1;
}

/** Resolves at the first signal to end; `stopping` is aborted at once, as a terminal tells the children too. */
function waitForStop(stopping) {
  return new Promise((resolve) => {
    const stop = () => {
      stopping.abort();
      resolve(undefined);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  });
}
