// A problem report in three steps: write it, look at exactly what is sent, keep its number.
import { Button } from '@fluentui/react-components';
import { useEffect, useId, useRef, type ReactElement, type RefObject } from 'react';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { useModal } from '../DialConfirm/useModal.ts';
import { useProblemReportStyles } from './ProblemReport.styles.ts';
import type { ProblemReportProps } from './ProblemReport.types.ts';
import { ReportForm } from './ReportForm.tsx';
import { ReportPreview } from './ReportPreview.tsx';

/** The report, in the browser's own modal dialog for as long as it is mounted. */
export function ProblemReport(props: ProblemReportProps): ReactElement {
  const { phase, onClose } = props;
  const styles = useProblemReportStyles();
  const { t } = useTranslator();
  const root = useModal();
  const title = useTitleFocus(phase);
  const id = useId();
  return (
    <dialog
      ref={root}
      className={styles.root}
      aria-labelledby={id}
      onCancel={(event) => {
        // A file chooser that is closed cancels too, and its event comes by here.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClose={({ target, currentTarget }) => {
        if (target !== currentTarget) return;
        // Escape pressed twice closes whatever a page says to the first; what is being sent is still told of.
        if (phase === 'sending') currentTarget.showModal();
        else onClose();
      }}
    >
      <h2 ref={title} id={id} tabIndex={-1} className={styles.title}>
        {t(phase === 'sent' ? 'report.sent' : phase === 'writing' ? 'report.title' : 'report.check')}
      </h2>
      <Step {...props} />
    </dialog>
  );
}

/** Each step begins at its title, for those who hear it; the first one at its first field. */
function useTitleFocus(phase: ProblemReportProps['phase']): RefObject<HTMLHeadingElement | null> {
  const title = useRef<HTMLHeadingElement>(null);
  const before = useRef(phase);
  useEffect(() => {
    const isStep = before.current !== phase && phase !== 'sending' && before.current !== 'sending';
    if (isStep || phase === 'sent') title.current?.focus();
    before.current = phase;
  }, [phase]);
  return title;
}

function Step(props: ProblemReportProps): ReactElement {
  const { phase, report } = props;
  if (phase === 'writing' || report === undefined) {
    return phase === 'sent' ? <Sent {...props} /> : <ReportForm {...props} />;
  }
  return <ReportPreview {...props} report={report} />;
}

function Sent({ id, onClose }: ProblemReportProps): ReactElement {
  const styles = useProblemReportStyles();
  const { t } = useTranslator();
  return (
    <div className={styles.form}>
      <p className={styles.text}>
        {t('report.sentHint')} <strong>{plainText(id)}</strong>
      </p>
      <div className={styles.actions}>
        <Button appearance="primary" className={styles.action} onClick={onClose}>
          {t('report.close')}
        </Button>
      </div>
    </div>
  );
}
