// Binds the problem report to its model; fetched when a report is first begun.
import type { ReactElement } from 'react';
import type { AppModel } from '#shared/models';
import { ProblemReport, useModel } from '#shared/ui';
import { readPicture, takePicture } from './reportPictures.ts';

const pictures = { read: readPicture, ...(takePicture !== undefined && { take: takePicture }) };

/** Properties of the dialog. */
export interface ReportDialogProps {
  readonly model: AppModel['report'];
}

/** The dialog while a report is open. */
export function ReportDialog({ model }: ReportDialogProps): ReactElement | null {
  const { phase, draft, report, isTitleMissing, id, error } = useModel(model);
  if (phase === 'closed') return null;
  return (
    <ProblemReport
      phase={phase}
      draft={draft}
      isTitleMissing={isTitleMissing}
      {...(report !== undefined && { report })}
      {...(id !== undefined && { id })}
      {...(error !== undefined && { error })}
      pictures={pictures}
      onChange={model.change}
      onCheck={model.check}
      onEdit={model.edit}
      onSend={() => void model.send()}
      onDiscard={model.discard}
      onClose={model.close}
    />
  );
}
