// The command line of the site connector: run, config-sample; signals and exit codes.
import { parseArgs } from 'node:util';
import { loadConnectorConfig, sampleConnectorConfig } from '#bot/config';
import { toAppError } from '#shared/errors';
import { startSiteApp } from './siteApp.ts';

/** Exit codes: 0 ended as asked, 1 could not start or go on, 2 wrong use or wrong configuration. */
const exitFailed = 1;
const exitUsage = 2;
const stopLimitMs = 10_000;
const usage = `Usage:
  npm run connector -- --config FILE     run the connector of one site
  npm run connector -- config-sample     print a commented sample configuration
`;

function run(configPath: string): void {
  const site = startSiteApp(loadConnectorConfig(configPath, process.env));
  let isStopping = false;
  const stop = (reason: string): void => {
    if (isStopping) return;
    isStopping = true;
    site.logger.info('site.stopping', { reason });
    setTimeout(() => process.exit(exitFailed), stopLimitMs).unref();
    site.stop().then(() => process.exit(reason === 'fault' ? exitFailed : 0), fail);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop(signal);
    });
  }
  process.on('uncaughtException', (error) => {
    site.logger.error('site.crash', { reason: error.message, stack: error.stack ?? '' });
    stop('fault');
  });
  site.logger.info('site.started', {});
}

/** Says what is wrong (a wrong configuration lists every fault on a line of its own) and ends. */
function fail(error: unknown): void {
  const fault = toAppError(error);
  process.stderr.write(`${fault.code}: ${fault.message}\n`);
  process.exit(fault.code.startsWith('config.') ? exitUsage : exitFailed);
}

function start(args: readonly string[]): void {
  if (args[0] === 'config-sample') {
    process.stdout.write(sampleConnectorConfig());
    return;
  }
  const { values } = parseArgs({ args: [...args], options: { config: { type: 'string' } }, strict: false });
  if (typeof values.config !== 'string') {
    process.stderr.write(usage);
    process.exit(exitUsage);
  }
  try {
    run(values.config);
  } catch (error) {
    fail(error);
  }
}

start(process.argv.slice(2));
