// Shows what a file would add before it adds anything: each row, and why some rows cannot be taken.
import { mergeClasses } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { MessageKey } from '#shared/i18n';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { FormDialog } from './FormDialog.tsx';
import { useSpeedDialFormStyles } from './SpeedDialForm.styles.ts';

/** One row of the file. */
export interface ImportRow {
  /** Its line in the file, from 1. */
  readonly line: number;
  readonly label: string;
  readonly number: string;
  readonly group: string;
  readonly fault?: ImportFault;
  /** It comes in, but there are too many groups for its own. */
  readonly isUngrouped?: boolean;
}

/** Why a row is left out. */
export type ImportFault = 'noNumber' | 'notANumber' | 'tooLong' | 'rounded' | 'known' | 'twice' | 'noRoom';

/** Properties of the preview. */
export interface SpeedDialImportProps {
  readonly rows: readonly ImportRow[];
  /** Why the file could not be read at all. */
  readonly problem?: 'tooLarge' | 'unreadable';
  /** Adds the rows without a fault. */
  readonly onImport: () => void;
  readonly onClose: () => void;
}

const problemKeys = { tooLarge: 'speedDials.importTooLarge', unreadable: 'speedDials.importUnreadable' } as const;
const faultKeys: Readonly<Record<ImportFault, MessageKey>> = {
  noNumber: 'speedDials.fault.noNumber',
  notANumber: 'speedDials.fault.notANumber',
  tooLong: 'speedDials.fault.tooLong',
  rounded: 'speedDials.fault.rounded',
  known: 'speedDials.fault.known',
  twice: 'speedDials.fault.twice',
  noRoom: 'speedDials.fault.noRoom',
};
/** A table in a small dialog; the rest is counted, and imported too. */
const mostShown = 200;

/** The preview. */
export function SpeedDialImport({ rows, problem, onImport, onClose }: SpeedDialImportProps): ReactElement {
  const styles = useSpeedDialFormStyles();
  const { t } = useTranslator();
  const good = rows.filter(({ fault }) => fault === undefined).length;
  const none = problem === undefined ? 'speedDials.importNone' : problemKeys[problem];
  return (
    <FormDialog
      title={t('speedDials.importTitle')}
      submit={t('speedDials.importCount', { count: good })}
      {...(good > 0 && { onSubmit: onImport })}
      onClose={onClose}
    >
      <p className={styles.hint}>
        {t(rows.length === 0 ? none : 'speedDials.importHint', {
          good,
          faulty: rows.length - good,
        })}
      </p>
      {rows.length > good && <Reasons rows={rows} />}
      {rows.length > 0 && (
        <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('speedDials.importTitle')}>
          <Rows rows={rows.slice(0, mostShown)} />
        </div>
      )}
      {rows.length > mostShown && (
        <p className={styles.hint}>{t('speedDials.importMore', { count: rows.length - mostShown })}</p>
      )}
    </FormDialog>
  );
}

/** How many rows are left out for each reason: those that are not shown have theirs too. */
function Reasons({ rows }: Pick<SpeedDialImportProps, 'rows'>): ReactElement {
  const styles = useSpeedDialFormStyles();
  const { t } = useTranslator();
  const counts = new Map<ImportFault, number>();
  for (const { fault } of rows) if (fault !== undefined) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  return (
    <ul className={styles.hint}>
      {[...counts].map(([fault, count]) => (
        <li key={fault}>{t('speedDials.leftOut', { count, why: t(faultKeys[fault]) })}</li>
      ))}
    </ul>
  );
}

function Rows({ rows }: Pick<SpeedDialImportProps, 'rows'>): ReactElement {
  const styles = useSpeedDialFormStyles();
  const { t } = useTranslator();
  const titles = ['speedDials.line', 'speedDials.label', 'speedDials.number', 'speedDials.group'] as const;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {titles.map((title) => (
            <th key={title} scope="col" className={styles.cell}>
              {t(title)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ line, label, number, group, fault, isUngrouped }) => (
          <tr key={line}>
            <td className={styles.cell}>{line}</td>
            <td className={styles.cell} dir="auto">
              {plainText(label)}
            </td>
            <td className={mergeClasses(styles.cell, fault !== undefined && styles.fault)}>
              <bdi dir="ltr">{plainText(number)}</bdi> {fault !== undefined && t(faultKeys[fault])}
            </td>
            <td className={styles.cell} dir="auto">
              {plainText(group)} {isUngrouped === true && t('speedDials.noGroupRoom')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
