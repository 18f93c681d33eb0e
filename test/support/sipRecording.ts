// Recorded NOTIFYs of real PBXs: one story per folder, one message per file, in the order they came.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventPackage } from '../../bot/pbx/sip/subscription.ts';

const folder = join(__dirname, '../fixtures/sip');

/** One recorded NOTIFY. */
export interface RecordedNotify {
  readonly deviceId: string;
  readonly eventPackage: EventPackage;
  readonly contentType: string;
  readonly body: string;
}

/** The NOTIFYs of a story. */
export function sipRecording(story: string): readonly RecordedNotify[] {
  return readdirSync(join(folder, story))
    .sort()
    .map((file) => readNotify(file, readFileSync(join(folder, story, file), 'utf8')));
}

function readNotify(file: string, text: string): RecordedNotify {
  const [, deviceId = '', eventPackage = ''] = /^\d+_(.+)_([a-z-]+)\.txt$/.exec(file) ?? [];
  const end = /\r?\n\r?\n/.exec(text);
  const head = end === null ? text : text.slice(0, end.index);
  return {
    deviceId,
    eventPackage: eventPackage as EventPackage,
    contentType: /^content-type:\s*(.*)$/im.exec(head)?.[1]?.trim() ?? '',
    body: end === null ? '' : text.slice(end.index + end[0].length),
  };
}
