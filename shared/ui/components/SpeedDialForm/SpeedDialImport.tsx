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
  readonly fault?: 'noNumber' | 'notANumber' | 'tooLong';
}

/** Properties of the preview. */
export interface SpeedDialImportProps {
  readonly rows: readonly ImportRow[];
  /** Adds the rows without a fault. */
  readonly onImport: () => void;
  readonly onClose: () => void;
}

const faultKeys: Readonly<Record<NonNullable<ImportRow['fault']>, MessageKey>> = {
  noNumber: 'speedDials.fault.noNumber',
  notANumber: 'speedDials.fault.notANumber',
  tooLong: 'speedDials.fault.tooLong',
};
/** A table in a small dialog; the rest is counted, and imported too. */
const mostShown = 200;

/** The preview. */
export function SpeedDialImport({ rows, onImport, onClose }: SpeedDialImportProps): ReactElement {
  const styles = useSpeedDialFormStyles();
  const { t } = useTranslator();
  const good = rows.filter(({ fault }) => fault === undefined).length;
  return (
    <FormDialog
      title={t('speedDials.importTitle')}
      submit={t('speedDials.importCount', { count: good })}
      {...(good > 0 && { onSubmit: onImport })}
      onClose={onClose}
    >
      <p className={styles.hint}>
        {t(rows.length === 0 ? 'speedDials.importNone' : 'speedDials.importHint', {
          good,
          faulty: rows.length - good,
        })}
      </p>
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
        {rows.map(({ line, label, number, group, fault }) => (
          <tr key={line}>
            <td className={styles.cell}>{line}</td>
            <td className={styles.cell} dir="auto">
              {plainText(label)}
            </td>
            <td className={mergeClasses(styles.cell, fault !== undefined && styles.fault)}>
              <bdi dir="ltr">{plainText(number)}</bdi> {fault !== undefined && t(faultKeys[fault])}
            </td>
            <td className={styles.cell} dir="auto">
              {plainText(group)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
