// The configuration as the rooms read it: complete, checked, frozen; secrets already resolved.
import type { DialPlan, DialPlanCase, TelForm } from '#shared/domain/number';
import type { TeamsToPbxPolicy } from '#shared/domain/presence';

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

/** An app registration that calls Graph as itself. */
export interface RegistrationConfig {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** How one tenant's Microsoft Graph is reached, and how much of its quota may be used. */
export interface GraphConfig extends RegistrationConfig {
  readonly baseUrl: string;
  readonly authority: string;
  readonly timeoutMs: number;
  readonly connections: number;
  /** Presence requests Graph grants each registration per 30 seconds. */
  readonly quotaPer30s: number;
  /** Part of the quota left unused, in percent. */
  readonly headRoomPercent: number;
  /** Each with a quota of its own. */
  readonly moreRegistrations: readonly RegistrationConfig[];
}

/** Presence rules a tenant may choose. */
export interface PresenceConfig {
  readonly doNotDisturb: 'presenting' | 'nothing';
  readonly pbxLossGraceSeconds: number;
  /** Life of a call's presence session in Teams, 5..240; renewed while the call lives. */
  readonly callSessionMinutes: number;
  /** Life of away and do-not-disturb sessions, 5..240. */
  readonly otherSessionMinutes: number;
  readonly teamsToPbx: TeamsToPbxConfig;
}

/** Whether and how phones are told what people set in Teams. */
export interface TeamsToPbxConfig extends TeamsToPbxPolicy {
  readonly enabled: boolean;
  /** At least 10. */
  readonly pollSeconds: number;
  readonly quotaSharePercent: number;
}

/** The logs of the people of a tenant. */
export interface LogConfig {
  /** 0: for ever. */
  readonly keepDays: number;
  /** Of each person; 0: all. */
  readonly keepRows: number;
  /** Of numbers outside the company, 0..15. */
  readonly hideDigits: number;
  readonly ownLogOnly: boolean;
}

/** What is read of people in their own name, with their own rights. */
export interface PersonalConfig {
  readonly calendar: boolean;
  readonly contacts: boolean;
}

/** How people reach their mailboxes; the site's own codes. */
export interface VoicemailConfig {
  /** Dialled to hear one's messages. */
  readonly accessCode?: string;
  /** How somebody without a PIN gets one. */
  readonly setup: 'dialOwnExtension' | 'temporaryPin';
  /** The key during one's own greeting, called from outside. */
  readonly outsideKey?: string;
}

/** A line given by hand; it wins over what the directory says. */
export interface LineConfig {
  readonly extension: string;
  /** @default every PBX of the tenant */
  readonly pbx?: string;
  /** Object id, user principal name or mail. */
  readonly user: string;
  readonly sharedWith: readonly string[];
}

/** How users and extensions are joined. */
export interface DirectoryConfig {
  readonly extensionFrom: 'businessPhones' | 'mobilePhone' | 'mail' | 'userPrincipalName';
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
  /** Where it is written what a person set in Teams; holds `{extension}`. Absent: Asterisk cannot be told. */
  readonly userState?: { readonly presence?: string; readonly device?: string };
  /** Entries of Asterisk's database, `family/key`; they hold `{extension}`. Absent: no forwarding is set. */
  readonly forwarding?: { readonly immediate?: string; readonly busy?: string; readonly noAnswer?: string };
}

/** The Azure Bot of one tenant (single-tenant registration). */
export interface BotConfig {
  readonly appId: string;
  readonly appSecret: string;
  /** Tenant of the registration. */
  readonly tenantId: string;
}

/** One PBX whose lines are watched by SIP subscriptions. */
export interface SipConfig {
  readonly id: string;
  readonly kind: 'sip';
  readonly host: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly domain: string;
  readonly username: string;
  readonly secret: string;
  /** Holds `{extension}`, may hold `{domain}`. */
  readonly aor: string;
  readonly packages: readonly ('dialog' | 'message-summary' | 'presence')[];
  readonly expiresSeconds: number;
  readonly subscribesPerSecond: number;
}

/** One PBX reached by CSTA III XML. */
export interface CstaConfig {
  readonly id: string;
  readonly kind: 'csta';
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Holds `{extension}`. */
  readonly deviceTemplate: string;
  /** Absent: the PBX wants no SystemRegister. */
  readonly register?: { readonly requestSystemStatus: boolean };
  readonly heartbeatSeconds: number;
  readonly monitorsPerSecond: number;
  /** Devices that are mailboxes. */
  readonly voicemailDevices: readonly string[];
  readonly autoOriginate: 'prompt' | 'doNotPrompt';
}

/** One PBX whose own software sends signed events. */
export interface WebhookConfig {
  /** Also its address: no two tenants share it. */
  readonly id: string;
  readonly kind: 'webhook';
  /** One, or two while a new one is brought in. */
  readonly secrets: readonly string[];
  readonly silenceSeconds: number;
}

/** One PBX behind a site connector. */
export interface SiteConfig {
  /** Also its address: no two tenants share it. */
  readonly id: string;
  readonly kind: 'site';
  /** One, or two while a new one is brought in. */
  readonly secrets: readonly string[];
}

/** A PBX that is reached directly: by the service, or by a site connector beside it. */
export type LocalPbxConfig = AmiConfig | SipConfig | CstaConfig;
/** One PBX; `kind` tells which protocol. */
export type PbxConfig = LocalPbxConfig | WebhookConfig | SiteConfig;

/** How a tenant's numbers are dialled. */
export interface DialPlanConfig {
  /** Off, with the tenant's country, where the file says nothing. */
  readonly plan: DialPlan;
  /** How the numbers of callers are read: without the outside line, unless the PBX puts it before them. */
  readonly callerPlan: DialPlan;
  /** The admin's test cases; all of them hold, else there were no configuration. */
  readonly tests: readonly DialPlanCase[];
  /** Form of tel: links. */
  readonly telForm: TelForm;
  /** URIs of other phone apps, by platform; each may be used. */
  readonly links?: Readonly<Partial<Record<'ios' | 'android' | 'desktop' | 'web', string>>>;
  /** The admin's words on emergency calls from outside the office. */
  readonly emergencyNotice?: string;
}

/** The dial plan of one tenant. */
export interface TenantDialPlan {
  readonly id: string;
  readonly name: string;
  readonly dialPlan: DialPlanConfig;
}

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
  readonly log: LogConfig;
  readonly personal: PersonalConfig;
  /** Absent: the apps show no codes. */
  readonly voicemail?: VoicemailConfig;
  readonly directory: DirectoryConfig;
  readonly dialPlan: DialPlanConfig;
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

/** Where call logs and open calls are kept. */
export interface StoreConfig {
  /** SQLite file; not used where there is a `url`. */
  readonly path: string;
  /** `postgres://user:password@host:5432/database`: PostgreSQL keeps the store. */
  readonly url?: string;
}

/** The whole configuration of one service. */
export interface Config {
  readonly server: ServerConfig;
  readonly store: StoreConfig;
  readonly log: { readonly level: LogLevel };
  readonly outbound: OutboundConfig;
  readonly hosts: HostsConfig;
  /** Folder of the built web apps. */
  readonly web: { readonly dir: string };
  /** `allowAnonymous`: messages without a token are taken; the configuration refuses that outside localhost. */
  readonly bot: { readonly allowAnonymous: boolean };
  readonly tenants: readonly TenantConfig[];
}

/** The whole configuration of one site connector. */
export interface ConnectorConfig {
  readonly service: {
    /** Origin of the service. */
    readonly url: string;
    readonly secret: string;
    /** PEM file of certificate authorities trusted beside the system's. */
    readonly caFile?: string;
    /** `http://host:port` of a proxy that lets CONNECT through. */
    readonly proxy?: string;
  };
  /** Folder of events not yet told, and how large it may grow. */
  readonly journal: { readonly path: string; readonly maxMegabytes: number };
  readonly log: { readonly level: LogLevel };
  /** Its `id` is the one the service knows this site by. */
  readonly pbx: LocalPbxConfig;
}
