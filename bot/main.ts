// The service's command line: serve, config-sample, dial-plan, store-*; signals and exit codes.
import { parseArgs } from 'node:util';
import { loadConfig, sampleConfig } from '#bot/config';
import { AppError, toAppError } from '#shared/errors';
import { buildApp, openPorts } from './app.ts';
import { dialPlanUsage, runDialPlanCommand } from './dialPlanCommand.ts';
import { runStoreCommand, storeCommands, storeUsage } from './storeCommand.ts';

/** Exit codes: 0 ended as asked, 1 could not start or go on, 2 wrong use or wrong configuration. */
const exitFailed = 1;
const exitUsage = 2;
const stopLimitMs = 10_000;
const usage = `Usage:
  npm run serve -- --config FILE     run the service
  npm run config:sample              print a commented sample configuration
  ${dialPlanUsage}
  ${storeUsage}
`;

async function serve(configPath: string): Promise<void> {
  const config = loadConfig(configPath, process.env);
  const ports = await openPorts(config);
  const app = buildApp(config, ports, () => loadConfig(configPath, process.env));
  let isStopping = false;
  const stop = (reason: string): void => {
    if (isStopping) return;
    isStopping = true;
    ports.logger.info('service.stopping', { reason });
    setTimeout(() => process.exit(exitFailed), stopLimitMs).unref();
    app.stop().then(
      () => process.exit(reason === 'fault' ? exitFailed : 0),
      (error: unknown) => {
        fail(error);
      },
    );
  };
  process.on('SIGTERM', () => {
    stop('SIGTERM');
  });
  process.on('SIGINT', () => {
    stop('SIGINT');
  });
  process.on('SIGHUP', () => {
    // What a reload does, or why it does nothing, is in its audit line.
    app.reload({ signal: 'SIGHUP' }).catch((error: unknown) => {
      ports.logger.error('config.reloadFailed', { code: toAppError(error).code });
    });
  });
  process.on('uncaughtException', (error) => {
    ports.logger.error('service.fault', { reason: error.message, stack: error.stack ?? '' });
    stop('fault');
  });
  await listen(app.http, config.server);
  await app.start();
  ports.logger.info('service.started', { port: config.server.port, tenants: config.tenants.length });
}

async function listen(
  http: ReturnType<typeof buildApp>['http'],
  server: { readonly host: string; readonly port: number },
): Promise<void> {
  try {
    await http.listen({ host: server.host, port: server.port });
  } catch (cause) {
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    if (!isTaken) throw cause;
    throw new AppError('http.portTaken', `port ${String(server.port)} is taken: free it or set server.port`, { cause });
  }
}

/** Says what is wrong (a wrong configuration lists every fault on a line of its own) and ends. */
function fail(error: unknown): void {
  const fault = toAppError(error);
  process.stderr.write(`${fault.code}: ${fault.message}\n`);
  process.exit(fault.code.startsWith('config.') ? exitUsage : exitFailed);
}

function run(argv: readonly string[]): void {
  const [command, ...rest] = argv;
  if (command === 'config-sample') {
    process.stdout.write(sampleConfig());
    return;
  }
  if (command === 'dial-plan') {
    const write = (text: string): void => void process.stdout.write(text);
    runDialPlanCommand(rest, { env: process.env, write }).then((code) => (process.exitCode = code), fail);
    return;
  }
  const storeCommand = storeCommands.find((word) => word === command);
  if (storeCommand !== undefined) {
    const write = (text: string): void => void process.stdout.write(text);
    runStoreCommand(storeCommand, rest, { env: process.env, write }).then((code) => (process.exitCode = code), fail);
    return;
  }
  const { values } = parseArgs({ args: [...rest], options: { config: { type: 'string' } }, strict: false });
  if (command !== 'serve' || typeof values.config !== 'string') {
    process.stderr.write(usage);
    process.exit(exitUsage);
  }
  serve(values.config).catch(fail);
}

run(process.argv.slice(2));
