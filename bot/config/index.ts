// Room entry: the configuration.
export type {
  AmiConfig,
  AuthConfig,
  BotConfig,
  Config,
  DirectoryConfig,
  GraphConfig,
  HostsConfig,
  LineConfig,
  LogLevel,
  OutboundConfig,
  PbxConfig,
  PresenceConfig,
  ServerConfig,
  TenantConfig,
} from './configTypes.ts';
export { loadConfig } from './loadConfig.ts';
export type { Environment } from './outsideValues.ts';
export { redactedConfig } from './redactedConfig.ts';
export { sampleConfig } from './sampleConfig.ts';
