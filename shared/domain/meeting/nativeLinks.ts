// Finds the links that start an app of a meeting service: schemes of a short list only.
import type { JoinLink } from './findJoinLinks.ts';

/** A scheme of an app; `rest` sees what stands behind the colon. */
interface NativeScheme {
  readonly scheme: string;
  readonly service: string;
  readonly name: string;
  readonly rest: RegExp;
}

const zoomJoin = /^\/\/(?:[\w-]+\.)*(?:zoom\.(?:us|com|com\.cn)|zoom-x\.de|zoomgov\.com)\/join\?/iu;
const teamsJoin = /^(?:\/\/teams\.(?:microsoft\.(?:com|us)|live\.com))?\/(?:l\/meetup-join|meet)\/[\w%]/iu;
const discordRoom = /^\/\/(?:-|(?:www\.)?discord(?:app)?\.com)?\/(?:channels|invite)\/\w/iu;

const schemes: readonly NativeScheme[] = [
  { scheme: 'zoommtg', service: 'zoom', name: 'Zoom', rest: zoomJoin },
  { scheme: 'zoomus', service: 'zoom', name: 'Zoom', rest: zoomJoin },
  { scheme: 'msteams', service: 'teams', name: 'Microsoft Teams', rest: teamsJoin },
  { scheme: 'ms-teams', service: 'teams', name: 'Microsoft Teams', rest: teamsJoin },
  { scheme: 'discord', service: 'discord', name: 'Discord', rest: discordRoom },
];

const links = /(?<![\w.+-])([a-z][a-z-]{3,9}):(\/[^\s<>"`{}|\\^\p{Cc}]{4,2000})/giu;
const trailing = /(?:%3e|&gt;|[.,;:!?'"*>»”’)\]])+$/iu;

/** The first native link of a text, null without one. They start apps: hand them only to whom asks for them. */
export function findNativeLink(text: string): JoinLink | null {
  for (const [, written = '', rest = ''] of text.matchAll(links)) {
    const scheme = written.toLowerCase();
    const native = schemes.find((one) => one.scheme === scheme && one.rest.test(rest));
    if (native === undefined) continue;
    return { href: `${scheme}:${rest.replace(trailing, '')}`, service: native.service, serviceName: native.name };
  }
  return null;
}
