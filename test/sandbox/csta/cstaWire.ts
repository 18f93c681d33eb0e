// Frames and XML as the sandbox CSTA PBX writes and reads them; written apart from the connector's, so that both can be wrong only alone.

/** A message read from the connector. */
export interface WireRequest {
  readonly invokeId: string;
  readonly name: string;
  readonly xml: string;
}

/** Content of an element: text or elements. */
export type Content = string | readonly (readonly [string, Content])[];

const namespace = 'http://www.ecma-international.org/standards/ecma-323/csta/ed5';

/** One framed message; `prefix` as some vendors write it (`csta:`). */
export function frameOf(invokeId: string, name: string, content: Content, prefix = ''): Buffer {
  const attribute = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<${prefix}${name} ${attribute}="${namespace}">${inner(content, prefix)}</${prefix}${name}>`;
  return rawFrame(invokeId, xml);
}

/** A frame around any text. */
export function rawFrame(invokeId: string, text: string): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(body.length + 8, 0);
  header.write(invokeId, 4, 'latin1');
  return Buffer.concat([header, body]);
}

function inner(content: Content, prefix: string): string {
  if (typeof content === 'string') {
    return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  }
  return content.map(([name, value]) => `<${prefix}${name}>${inner(value, prefix)}</${prefix}${name}>`).join('');
}

/** Cuts what the connector sends; it is trusted here. */
export class WireReader {
  private rest: Buffer = Buffer.alloc(0);

  feed(chunk: Buffer): readonly WireRequest[] {
    this.rest = Buffer.concat([this.rest, chunk]);
    const requests: WireRequest[] = [];
    while (this.rest.length >= 8 && this.rest.length >= this.rest.readUInt16BE(2)) {
      const length = this.rest.readUInt16BE(2);
      const xml = this.rest.toString('utf8', 8, length);
      const name = /<(?:\w+:)?([A-Z]\w*)/.exec(xml)?.[1] ?? '';
      requests.push({ invokeId: this.rest.toString('latin1', 4, 8), name, xml });
      this.rest = this.rest.subarray(length);
    }
    return requests;
  }
}

/** Text of the first element of that name. */
export function textIn(xml: string, name: string): string {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
