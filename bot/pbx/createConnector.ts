// From the configuration of a PBX to its connector: the one place that knows every protocol.
import type { AmiConfig, CstaConfig, LocalPbxConfig, PbxConfig, SipConfig } from '#bot/config';
import { createAmiConnector } from './ami/amiConnector.ts';
import { createCstaConnector } from './csta/cstaConnector.ts';
import type { PbxDoors } from './pbxDoors.ts';
import type { PbxObserver } from './PbxObserver.ts';
import type { PbxPort } from './PbxPort.ts';
import { createSipConnector } from './sip/sipConnector.ts';
import { SiteConnector } from './site/siteConnector.ts';
import type { PositionKeeper } from './site/sitePositions.ts';
import { WebhookConnector } from './webhook/webhookConnector.ts';

/** What every connector needs from its surroundings. */
export interface ConnectorSurroundings {
  readonly observer: PbxObserver;
  /** PEM of the authorities trusted beside the system's. */
  readonly ca?: string;
  readonly now: () => number;
  readonly random: () => number;
}

/** What those need beside that which others come to. */
export interface DoorSurroundings extends ConnectorSurroundings {
  readonly doors: PbxDoors;
  /** Where the position of a site is kept. */
  readonly positionOf: (pbxId: string) => PositionKeeper;
  /** Resolves when everything told to the heart is on disk. Throws `store.*` when it is not. */
  readonly written: () => Promise<void>;
}

/** The connector of any PBX of the service; not started. */
export function createConnector(pbx: PbxConfig, around: DoorSurroundings): PbxPort {
  const { observer, written, now, doors } = around;
  if (pbx.kind === 'webhook') {
    const connector = new WebhookConnector({ ...pbx, observer, written, now });
    doors.addWebhook(connector);
    return connector;
  }
  if (pbx.kind === 'site') {
    const connector = new SiteConnector({ id: pbx.id, observer, position: around.positionOf(pbx.id), written, now });
    doors.addSite(connector, pbx.secrets);
    return connector;
  }
  return createLocalConnector(pbx, around);
}

/** The connector of a PBX that is reached directly, by the service or by a site connector. */
export function createLocalConnector(pbx: LocalPbxConfig, around: ConnectorSurroundings): PbxPort {
  switch (pbx.kind) {
    case 'ami':
      return amiConnector(pbx, around);
    case 'sip':
      return sipConnector(pbx, around);
    case 'csta':
      return cstaConnector(pbx, around);
  }
}

function amiConnector(pbx: AmiConfig, { observer, ca, now, random }: ConnectorSurroundings): PbxPort {
  const { userState, forwarding } = pbx;
  return createAmiConnector({
    id: pbx.id,
    ...(userState === undefined ? {} : { userState }),
    ...(forwarding === undefined ? {} : { forwarding }),
    address: { ...pbx, ...(ca === undefined ? {} : { ca }) },
    outboundContext: pbx.outboundContext,
    originateChannel: pbx.originateChannel,
    originateTimeoutSeconds: pbx.originateTimeoutSeconds,
    devicePattern: pbx.deviceExtensionPattern,
    observer,
    now,
    random,
  });
}

function sipConnector(pbx: SipConfig, { observer, ca, now, random }: ConnectorSurroundings): PbxPort {
  const { id, host, port, transport, domain, username, secret, aor, packages, expiresSeconds, subscribesPerSecond } =
    pbx;
  return createSipConnector({
    id,
    address: { host, port, transport, ...(ca === undefined ? {} : { ca }) },
    domain,
    username,
    secret,
    aorTemplate: aor,
    packages,
    expiresSeconds,
    subscribesPerSecond,
    observer,
    now,
    random,
  });
}

function cstaConnector(pbx: CstaConfig, { observer, ca, now, random }: ConnectorSurroundings): PbxPort {
  const { id, host, port, tls, register, heartbeatSeconds } = pbx;
  const { deviceTemplate, monitorsPerSecond, voicemailDevices, autoOriginate } = pbx;
  const trusted = ca === undefined ? {} : { ca };
  return createCstaConnector({
    id,
    address: { host, port, tls, ...trusted, ...(register === undefined ? {} : { register }), heartbeatSeconds },
    deviceTemplate,
    monitorsPerSecond,
    voicemailDevices,
    autoOriginate,
    observer,
    now,
    random,
  });
}
