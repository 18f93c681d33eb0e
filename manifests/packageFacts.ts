// What both manifests are made from: who, where, which version; and the addresses and ids that follow from it.
import { stableId } from './stableId.ts';

/** The checked wishes of the admin who packages. */
export interface PackageWishes {
  /** Host name of the service, lower case, without port. */
  readonly domain: string;
  /** Application (client) id of the Entra registration. */
  readonly clientId: string;
  /** Application id of the Azure bot. */
  readonly botId: string;
  readonly name: string;
  /** Three numbers, `1.2.3`. */
  readonly version: string;
  readonly websiteUrl: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
}

/** Wishes and what follows from them. */
export interface PackageFacts extends PackageWishes {
  /** `id` of the unified manifest; another one than `addInId`, as Microsoft asks of the two manifests. */
  readonly appId: string;
  /** `Id` of the XML manifest, which the unified one hides. */
  readonly addInId: string;
  readonly tabUrl: string;
  readonly paneUrl: string;
  readonly commandsUrl: string;
  readonly assetsUrl: string;
  /** Application ID URI, as the admin guide has it exposed. */
  readonly resource: string;
}

/** The ids depend on the client id alone: packaging again, even for another domain, updates what is installed. */
export function completeFacts(wishes: PackageWishes): PackageFacts {
  const base = `https://${wishes.domain}`;
  return {
    ...wishes,
    appId: stableId(`m365:${wishes.clientId}`),
    addInId: stableId(`outlook:${wishes.clientId}`),
    tabUrl: `${base}/tab/`,
    paneUrl: `${base}/outlook/index.html`,
    commandsUrl: `${base}/outlook/commands.html`,
    assetsUrl: `${base}/assets/`,
    resource: `api://${wishes.domain}/${wishes.clientId}`,
  };
}
