// The doors through which PBXs come to us: webhook senders and site connectors, each found by its id.
import type { WebhookReceipt } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { siteFrameLimitBytes } from './site/protocol.ts';
import type { SiteConnector, SiteListener } from './site/siteConnector.ts';
import type { SiteSocket } from './site/siteSession.ts';
import type { Delivery, WebhookConnector } from './webhook/webhookConnector.ts';

/** The open doors of one service; `createConnector` puts the connectors in. */
export class PbxDoors {
  /** Largest frame of a site. */
  readonly siteFrameLimitBytes = siteFrameLimitBytes;
  private readonly webhooks = new Map<string, WebhookConnector>();
  private readonly sites = new Map<
    string,
    { readonly connector: SiteConnector; readonly secrets: readonly string[] }
  >();

  addWebhook(connector: WebhookConnector): void {
    this.webhooks.set(connector.pbxId, connector);
  }

  addSite(connector: SiteConnector, secrets: readonly string[]): void {
    this.sites.set(connector.pbxId, { connector, secrets });
  }

  /** Resolves once the events are on disk. Throws `http.notFound` and what `WebhookConnector.receive` throws. */
  async deliver(pbxId: string, delivery: Delivery): Promise<WebhookReceipt> {
    const connector = this.webhooks.get(pbxId);
    if (connector === undefined) throw new AppError('http.notFound', 'no webhook of this id');
    return connector.receive(delivery);
  }

  /** What a site may prove itself with; empty for an id nobody has. */
  siteSecrets(pbxId: string): readonly string[] {
    return this.sites.get(pbxId)?.secrets ?? [];
  }

  /** Hands over a socket whose site has proved itself. Throws `http.notFound`, `service.unavailable`. */
  openSite(pbxId: string, socket: SiteSocket): SiteListener {
    const site = this.sites.get(pbxId);
    if (site === undefined) throw new AppError('http.notFound', 'no site of this id');
    return site.connector.accept(socket);
  }
}
