// Builds the site connector from its configuration: log, PBX, link.
import { readFileSync } from 'node:fs';
import type { ConnectorConfig } from '#bot/config';
import { createLocalConnector } from '#bot/pbx';
import { startSite, type RunningSite } from '#bot/site';
import { createLogger, silentMetrics, type LoggerPort } from '#bot/telemetry';
import { AppError } from '#shared/errors';
import { observePbx } from './wirePbx.ts';

const bytesPerMegabyte = 1_048_576;

/** A connector that runs, with its log. */
export interface SiteApp extends RunningSite {
  readonly logger: LoggerPort;
}

/** Starts the connector. Throws `config.*`, `store.unavailable`. */
export function startSiteApp({ service, pbx, journal, log }: ConnectorConfig): SiteApp {
  const logger = createLogger({ level: log.level });
  const ca = service.caFile === undefined ? {} : { ca: readPem(service.caFile) };
  const around = { observer: observePbx(logger, silentMetrics), ...ca, now: Date.now, random: Math.random };
  const { url, secret, proxy } = service;
  const site = startSite({
    pbx: createLocalConnector(pbx, around),
    identity: { url, secret, pbxId: pbx.id, ...ca, ...(proxy === undefined ? {} : { proxy }) },
    journal: { folder: journal.path, maxBytes: journal.maxMegabytes * bytesPerMegabyte },
    onLink: (up) => {
      logger.info(up ? 'service.up' : 'service.down', { pbxId: pbx.id });
    },
    onFault: (fault) => {
      logger.warn('site.fault', { pbxId: pbx.id, code: fault.code, reason: fault.message, ...fault.facts });
    },
    random: Math.random,
  });
  return { ...site, logger };
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError('config.unreadable', 'service.caFile: the file cannot be read', { cause });
  }
}
