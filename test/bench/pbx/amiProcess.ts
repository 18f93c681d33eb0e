// Process of its own: how many AMI events a second one core frames and maps, beside a plain parser. Prints one JSON line.
import { join } from 'node:path';
import { AmiFramer, AmiMapper } from '../../../bot/pbx/index.ts';
import { amiLoad, type AmiLoad } from './amiLoad.ts';
import { amiPeer, type CountEvents } from './amiPeer.ts';
import { median, rounded } from './median.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
const accounts = { fullAccount: 'asterisk', filteredAccount: 'asterisk-filtered' } as const;
const device = /^PJSIP\/(\d+)-/;
const msPerSecond = 1_000;

/** Frames and maps; gives the number of normalised events. */
function mapAll({ chunks }: AmiLoad): number {
  const framer = new AmiFramer();
  const mapper = new AmiMapper('bench', device);
  let events = 0;
  for (const chunk of chunks) {
    for (const message of framer.feed(chunk).messages) events += mapper.map(message.fields, 1).length;
  }
  return events;
}

const frameAll: CountEvents = (chunks) => {
  const framer = new AmiFramer();
  let events = 0;
  for (const chunk of chunks) {
    for (const message of framer.feed(chunk).messages) if (message.fields['Event'] !== undefined) events += 1;
  }
  return events;
};

function perSecond(events: number, work: () => unknown): number {
  const start = performance.now();
  work();
  return (events * msPerSecond) / (performance.now() - start);
}

function measure(load: AmiLoad, rounds: number, peer: CountEvents | undefined) {
  const normalised = mapAll(load);
  const rates = { mapped: [] as number[], framed: [] as number[], peer: [] as number[] };
  peer?.(load.chunks);
  // In turns, so that a slow moment of the machine hits all of them.
  for (let round = 0; round < rounds; round += 1) {
    rates.mapped.push(perSecond(load.events, () => mapAll(load)));
    rates.framed.push(perSecond(load.events, () => frameAll(load.chunks)));
    if (peer !== undefined) rates.peer.push(perSecond(load.events, () => peer(load.chunks)));
  }
  return {
    events: load.events,
    megabytes: rounded(load.chunks.reduce((sum, chunk) => sum + chunk.length, 0) / 1e6, 1),
    normalisedEvents: normalised,
    eventsPerSecond: Math.round(median(rates.mapped)),
    eventsPerSecondLowest: Math.round(Math.min(...rates.mapped)),
    framedOnlyPerSecond: Math.round(median(rates.framed)),
    isCountRight: frameAll(load.chunks) === load.events,
    peer: peer === undefined ? 'not installed' : peerFigures(median(rates.peer), peer(load.chunks)),
  };
}

function peerFigures(rate: number, events: number) {
  return { parsedPerSecond: Math.round(rate), events };
}

const [copies = '40', rounds = '5', peerName = 'yana'] = process.argv.slice(2);
const peer = amiPeer(peerName);
const figures = Object.fromEntries(
  Object.entries(accounts).map(([name, folder]) => {
    // A filtered account tells a fifth of the bytes: as many more copies.
    const times = Number(copies) * (name === 'filteredAccount' ? 5 : 1);
    return [name, measure(amiLoad(join(fixtures, folder), times), Number(rounds), peer)];
  }),
);
console.log(JSON.stringify(figures));
