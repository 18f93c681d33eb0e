// Takes the parts out of a multipart body (RFC 2046 5.1), as event lists send their members' documents (RFC 4662).
import { parseParams } from './headerValue.ts';

/** One document of a list. */
export interface BodyPart {
  /** Lower case, without parameters. */
  readonly contentType: string;
  readonly text: string;
}

/** A list of a hundred members is one message of at most 64 KB. */
const mostParts = 500;

/** The media type of a Content-Type value: lower case, without parameters. */
export function mediaType(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

/** The documents of a body: its parts when it is multipart, else the body itself; none when it is empty. Never throws. */
export function documentsOf(contentType: string, body: string): readonly BodyPart[] {
  const type = mediaType(contentType);
  if (!type.startsWith('multipart/')) return body.trim() === '' ? [] : [{ contentType: type, text: body }];
  const boundary = parseParams(contentType).get('boundary');
  if (boundary === undefined || boundary === '' || boundary.length > 200) return [];
  return partsOf(body, boundary);
}

function partsOf(body: string, boundary: string): readonly BodyPart[] {
  const parts: BodyPart[] = [];
  // The first piece is what stands before the first boundary.
  for (const piece of `\n${body}`.split(`\n--${boundary}`).slice(1, mostParts + 1)) {
    if (piece.startsWith('--')) break;
    parts.push(partOf(piece));
  }
  return parts;
}

function partOf(piece: string): BodyPart {
  // The rest of the boundary's own line is not part of the headers.
  const text = piece.slice(piece.indexOf('\n') + 1);
  const end = /^\r?\n|\n\r?\n/.exec(text);
  const head = end === null ? '' : text.slice(0, end.index + 1);
  const contentType = /^content-type\s*:\s*([^;\r\n]+)/imu.exec(head)?.[1] ?? '';
  return { contentType: mediaType(contentType), text: end === null ? text : text.slice(end.index + end[0].length) };
}
