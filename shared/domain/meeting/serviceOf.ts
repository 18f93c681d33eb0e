// Tells which known service a link joins, if any.
import { meetingServices, selfHostedServices, type MeetingService } from './meetingServices.ts';
import { moreServices, toService } from './moreServices.ts';

/** The service behind a link; `isSelfHosted` when only the shape of the link says so. */
export interface ServiceMatch {
  readonly service: string;
  readonly name: string;
  readonly isSelfHosted: boolean;
}

/** A host that calls itself a place to meet, with one room behind it. */
const genericHost = /^(?:meet|meeting|meetings|visio|visioconf|webconf|videoconf|conf|vc|bbb)\d*\.[^.]+\./u;
const genericRoom = /^\/(?:[a-z]\/|room\/|join\/)?[\w%@.-]{3,}\/?(?:[?#]|$)/u;

/** The service that `url` joins; null for every other page, those of the services' own help and settings included. */
export function serviceOf(url: URL): ServiceMatch | null {
  const path = pathOf(url);
  const known = servicesAt(url.hostname).find(({ path: shape }) => shape.test(path));
  if (known !== undefined) return { service: known.service, name: known.name, isSelfHosted: false };
  const own = selfHostedServices.find(({ host, path: shape }) => host.test(url.hostname) && shape.test(path));
  return own === undefined ? null : { service: own.service, name: own.name, isSelfHosted: true };
}

/** True for a room on a host of its own that no service claims: `https://visio.example.com/weekly`. */
export function isGenericRoom(url: URL): boolean {
  return genericHost.test(url.hostname) && genericRoom.test(pathOf(url)) && servicesAt(url.hostname).length === 0;
}

function pathOf(url: URL): string {
  return `${url.pathname}${url.search}${url.hash}`;
}

const byHost = new Map<string, MeetingService[]>();

/** The services of a host: those under its own name alone, under its name, and under the names above it. */
function servicesAt(hostname: string): readonly MeetingService[] {
  if (byHost.size === 0) fillHosts();
  const labels = hostname.split('.');
  const names = [`=${hostname}`, ...labels.map((_, index) => labels.slice(index).join('.'))];
  return names.flatMap((name) => byHost.get(name) ?? []);
}

function fillHosts(): void {
  for (const service of [...meetingServices, ...moreServices.map(toService)]) {
    for (const host of service.hosts) byHost.set(host, [...(byHost.get(host) ?? []), service]);
  }
}
