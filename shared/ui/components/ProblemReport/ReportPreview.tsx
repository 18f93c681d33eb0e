// The second step of a problem report: everything that is sent, and nothing else.
import { Button } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import type { Report } from '#shared/contracts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useProblemReportStyles } from './ProblemReport.styles.ts';
import type { ProblemReportProps } from './ProblemReport.types.ts';
import { topicKey } from './ReportForm.tsx';
import { imageUrl } from './ReportPicture.tsx';

/** The preview, with the fault of the last try. */
export function ReportPreview(props: ProblemReportProps & { readonly report: Report }): ReactElement {
  const { report, phase, error, onEdit, onSend, onClose } = props;
  const styles = useProblemReportStyles();
  const { t, errorText } = useTranslator();
  const isBusy = phase === 'sending';
  return (
    <div className={styles.form}>
      <p className={styles.hint}>{t('report.checkHint')}</p>
      <Contents report={report} />
      {error !== undefined && (
        <p role="alert" className={styles.text}>
          {errorText(error)} {t('report.kept')}
        </p>
      )}
      <div className={styles.actions}>
        <Button className={styles.action} disabledFocusable={isBusy} onClick={onEdit}>
          {t('report.edit')}
        </Button>
        <Button className={styles.action} disabledFocusable={isBusy} onClick={onClose}>
          {t('report.later')}
        </Button>
        <Button className={styles.action} appearance="primary" disabledFocusable={isBusy} onClick={onSend}>
          {t(isBusy ? 'report.sending' : 'report.send')}
        </Button>
      </div>
    </div>
  );
}

function Contents({ report }: { readonly report: Report }): ReactElement {
  const styles = useProblemReportStyles();
  const { t } = useTranslator();
  const facts = Object.entries(report.app).map(([name, value]) => `${name}: ${value}`);
  return (
    <>
      <Part title={t('report.field.title')}>
        <p className={styles.text}>{report.title}</p>
      </Part>
      <Part title={t('report.field.topic')}>
        <p className={styles.text}>{t(topicKey(report.topic))}</p>
      </Part>
      {report.text !== '' && (
        <Part title={t('report.field.text')}>
          <p className={styles.text}>{report.text}</p>
        </Part>
      )}
      {report.image !== undefined && (
        <Part title={t('report.picture')}>
          <img src={imageUrl(report.image)} alt={t('report.picture')} className={styles.image} />
        </Part>
      )}
      <Part title={t('report.facts')}>
        <p className={styles.text}>{facts.join('\n')}</p>
      </Part>
      {report.logs !== undefined && (
        <Part title={t('report.logs')}>
          {/* Scrolls, so the keyboard must reach it. */}
          <pre className={styles.logs} tabIndex={0} role="region" aria-label={t('report.logs')} dir="ltr">
            {report.logs}
          </pre>
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  const styles = useProblemReportStyles();
  return (
    <div>
      <h3 className={styles.part}>{title}</h3>
      {children}
    </div>
  );
}
