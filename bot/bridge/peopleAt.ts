// Finds whose lines stand at some places, without looking at everybody.
import type { Directory } from './directory.ts';
import type { LinePlace } from './lineBook.ts';

/** The owners of these places; some perhaps several times. */
export function* peopleAt(directory: Pick<Directory, 'ownerOf'>, places: Iterable<LinePlace>): Generator<string> {
  for (const { pbxId, extension } of places) {
    const owner = directory.ownerOf(pbxId, extension);
    if (owner !== undefined) yield owner;
  }
}
