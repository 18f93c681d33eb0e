// Good inputs to begin with: the recordings and documents of the tests, cut to what one read holds.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const fixtures = join(import.meta.dirname, '../fixtures');
const messagesPerSeed = 6;
const mostSeeds = 120;

/** Every file below a folder of the fixtures whose name ends in `end`. */
export function fixtureTexts(folder: string, end: string): readonly string[] {
  return filesBelow(join(fixtures, folder))
    .filter((file) => file.endsWith(end))
    .map((file) => readFileSync(file, 'utf8'));
}

/** Runs of messages out of recorded AMI streams, the first and the last of each and some between. */
export function amiSeeds(): readonly Buffer[] {
  const runs = fixtureTexts('asterisk-filtered', '.ami').flatMap((stream) => {
    const messages = stream.split(/\r?\n\r?\n/).filter((message) => message !== '');
    return messages.flatMap((_message, at) =>
      at % messagesPerSeed === 0 ? [`${messages.slice(at, at + messagesPerSeed).join('\r\n\r\n')}\r\n\r\n`] : [],
    );
  });
  return sample(runs).map((text) => Buffer.from(text));
}

/** Whole SIP messages: torture tests and recorded NOTIFYs. */
export function sipSeeds(): readonly Buffer[] {
  const torture = filesBelow(join(fixtures, 'sip/torture')).map((file) => readFileSync(file));
  const notifies = sample(fixtureTexts('sip', '.txt')).map((text) =>
    Buffer.from(`NOTIFY sip:9000@192.0.2.1 SIP/2.0\r\n${text.replaceAll(/\r?\n/g, '\r\n')}`),
  );
  return [...torture, ...notifies];
}

/** Bodies of recorded NOTIFYs whose media type begins so. */
export function bodySeeds(mediaType: string): readonly Buffer[] {
  const bodies = fixtureTexts('sip', '.txt').flatMap((text) => {
    const end = /\r?\n\r?\n/.exec(text);
    const type = /^content-type:\s*(\S*)/im.exec(text)?.[1] ?? '';
    return end === null || !type.startsWith(mediaType) ? [] : [text.slice(end.index + end[0].length)];
  });
  return sample(bodies).map((text) => Buffer.from(text));
}

function sample(texts: readonly string[]): readonly string[] {
  const every = Math.max(1, Math.ceil(texts.length / mostSeeds));
  return texts.filter((_text, at) => at % every === 0);
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((file) => (statSync(file).isDirectory() ? filesBelow(file) : [file]));
}
