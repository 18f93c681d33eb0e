// Reads the file somebody chose for their speed dials, and says of every row what would become of it.
import type { SpeedDialList } from '#shared/contracts';
import { planImport, readCsvBytes, readSpeedDialsCsv, type CsvRow, type CsvTitles } from '#shared/models';
import type { SpeedDialImportProps } from '#shared/ui';

/** What was read; `problem`: why nothing could be. */
export interface SpeedDialsFile {
  readonly rows: readonly CsvRow[];
  readonly problem?: NonNullable<SpeedDialImportProps['problem']>;
}

/** 500 speed dials have some 30 KB, all contacts of an office some 1 MB. */
const mostBytes = 2_000_000;

/** Never rejects: a file may be gone, locked, or on a drive that does not answer. */
export async function readSpeedDialsFile(file: Blob, titles: CsvTitles): Promise<SpeedDialsFile> {
  if (file.size > mostBytes) return { rows: [], problem: 'tooLarge' };
  try {
    return { rows: readSpeedDialsCsv(readCsvBytes(new Uint8Array(await file.arrayBuffer())), titles) };
  } catch {
    return { rows: [], problem: 'unreadable' };
  }
}

/** The rows as the preview shows them over the present list. */
export function previewRows(rows: readonly CsvRow[], list: SpeedDialList): SpeedDialImportProps['rows'] {
  const verdicts = planImport(
    list,
    goodRows(rows).map(({ draft }) => draft),
  ).values();
  return rows.map(({ line, draft, fault: ownFault }) => {
    const verdict = ownFault === undefined ? verdicts.next().value : undefined;
    const fault = ownFault ?? verdict?.leftOut;
    return {
      line,
      label: draft.label,
      number: draft.number,
      group: draft.groupLabel ?? '',
      ...(fault !== undefined && { fault }),
      ...(verdict?.isUngrouped === true && { isUngrouped: true }),
    };
  });
}

/** The rows that can be dialled. */
export function goodRows(rows: readonly CsvRow[]): readonly CsvRow[] {
  return rows.filter(({ fault }) => fault === undefined);
}
