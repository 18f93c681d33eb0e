// Room entry: the configuration.
export type {
  AmiConfig,
  AuthConfig,
  BotConfig,
  Config,
  ConnectorConfig,
  CstaConfig,
  DialPlanConfig,
  DirectoryConfig,
  GraphConfig,
  HostsConfig,
  LineConfig,
  LocalPbxConfig,
  LogLevel,
  OutboundConfig,
  PbxConfig,
  PresenceConfig,
  ServerConfig,
  SipConfig,
  SiteConfig,
  StoreConfig,
  TenantConfig,
  TenantDialPlan,
  WebhookConfig,
} from './configTypes.ts';
export { loadConfig, loadDialPlans } from './loadConfig.ts';
export { loadConnectorConfig } from './loadConnectorConfig.ts';
export type { Environment } from './outsideValues.ts';
export { planReload, type ReloadPlan, type TenantChange } from './planReload.ts';
export { redactedConfig } from './redactedConfig.ts';
export { sampleConfig, sampleConnectorConfig } from './sampleConfig.ts';
