// Tells which known service a link joins, if any.
import { meetingServices, selfHostedServices } from './meetingServices.ts';

/** The service behind a link; `isSelfHosted` when only the shape of the link says so. */
export interface ServiceMatch {
  readonly service: string;
  readonly name: string;
  readonly isSelfHosted: boolean;
}

/** The service that `url` joins; null for every other page, those of the services' own help and settings included. */
export function serviceOf(url: URL): ServiceMatch | null {
  const path = `${url.pathname}${url.search}${url.hash}`;
  const known = meetingServices.find(
    ({ hosts, path: shape }) => hosts.some((host) => isHost(url, host)) && shape.test(path),
  );
  if (known !== undefined) return { service: known.service, name: known.name, isSelfHosted: false };
  const own = selfHostedServices.find(({ host, path: shape }) => host.test(url.hostname) && shape.test(path));
  return own === undefined ? null : { service: own.service, name: own.name, isSelfHosted: true };
}

function isHost({ hostname }: URL, host: string): boolean {
  return host.startsWith('=') ? hostname === host.slice(1) : hostname === host || hostname.endsWith(`.${host}`);
}
