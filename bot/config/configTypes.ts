// The configuration as the rooms read it: complete, checked, frozen; secrets already resolved.

/** Severity from which lines are written. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Where the service listens and how the world reaches it. */
export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  /** Origin only, without a trailing slash, e.g. `https://pbx.example.com`. */
  readonly publicUrl: string;
  /** Absent: plain HTTP, a proxy in front does TLS. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
  /** Believe X-Forwarded-* headers. */
  readonly trustProxy: boolean;
}

/** How the service reaches Microsoft. */
export interface OutboundConfig {
  /** PEM file of certificate authorities trusted beside the system's. */
  readonly caFile?: string;
  /** `http://host:port` of a forward proxy. */
  readonly proxy?: string;
}

/** What an access token must say to be let in. */
export interface AuthConfig {
  readonly clientId: string;
  readonly audiences: readonly string[];
  readonly issuer: string;
  readonly jwksUri: string;
  readonly authority: string;
  readonly scope: string;
  /** Allowed `azp` claims; never empty: an empty list in the file became our own id and Microsoft's own hosts. */
  readonly allowedClients: readonly string[];
}

/** How one tenant's Microsoft Graph is reached, and how much of its quota may be used. */
export interface GraphConfig {
  readonly baseUrl: string;
  readonly authority: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeoutMs: number;
  readonly connections: number;
  /** Presence requests Graph grants this application per 30 seconds. */
  readonly quotaPer30s: number;
  /** Part of the quota left unused, in percent. */
  readonly headRoomPercent: number;
}

/** Presence rules a tenant may choose. */
export interface PresenceConfig {
  readonly doNotDisturb: 'presenting' | 'nothing';
  readonly pbxLossGraceSeconds: number;
  /** Life of a call's presence session in Teams, 5..240; renewed while the call lives. */
  readonly callSessionMinutes: number;
  /** Life of away and do-not-disturb sessions, 5..240. */
  readonly otherSessionMinutes: number;
}

/** A line given by hand; it wins over what the directory says. */
export interface LineConfig {
  readonly extension: string;
  /** Object id, user principal name or mail. */
  readonly user: string;
  readonly sharedWith: readonly string[];
}

/** How users and extensions are joined. */
export interface DirectoryConfig {
  readonly extensionFrom: 'businessPhones' | 'mobilePhone';
  /** Regular expression with exactly one capture group: the extension. */
  readonly extensionPattern: string;
  readonly refreshMinutes: number;
  readonly lines: readonly LineConfig[];
}

/** One Asterisk reached over its manager interface. */
export interface AmiConfig {
  readonly id: string;
  readonly kind: 'ami';
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly username: string;
  readonly secret: string;
  readonly login: 'md5' | 'plain';
  readonly outboundContext: string;
  /** Holds `{extension}`. */
  readonly originateChannel: string;
  readonly originateTimeoutSeconds: number;
  /** Regular expression with exactly one capture group: the extension in a channel name. */
  readonly deviceExtensionPattern: string;
  readonly pingSeconds: number;
}

/** The Azure Bot of one tenant (single-tenant registration). */
export interface BotConfig {
  readonly appId: string;
  readonly appSecret: string;
  /** Tenant of the registration. */
  readonly tenantId: string;
}

/** One PBX; `kind` tells which protocol. */
export type PbxConfig = AmiConfig;

/** One customer: an Entra tenant and its PBXs. */
export interface TenantConfig {
  /** Tenant GUID, lower case. */
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
  readonly auth: AuthConfig;
  readonly graph: GraphConfig;
  readonly presence: PresenceConfig;
  readonly directory: DirectoryConfig;
  /** Absent: no bot. */
  readonly bot?: BotConfig;
  readonly pbx: readonly PbxConfig[];
}

/** The pages that hold our apps. */
export interface HostsConfig {
  /** Host page origins trusted beside Microsoft's own. */
  readonly extraOrigins: readonly string[];
  /** Address of office.js for the Outlook add-in. */
  readonly officeJsUrl: string;
}

/** The whole configuration of one service. */
export interface Config {
  readonly server: ServerConfig;
  readonly store: { readonly path: string };
  readonly log: { readonly level: LogLevel };
  readonly outbound: OutboundConfig;
  readonly hosts: HostsConfig;
  /** Folder of the built web apps. */
  readonly web: { readonly dir: string };
  /** `allowAnonymous`: messages without a token are taken; the configuration refuses that outside localhost. */
  readonly bot: { readonly allowAnonymous: boolean };
  readonly tenants: readonly TenantConfig[];
}
