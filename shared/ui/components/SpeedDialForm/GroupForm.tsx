// Gives a group of speed dials another name.
import { useState, type ReactElement } from 'react';
import type { SpeedDialGroup } from '#shared/contracts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { FormDialog } from './FormDialog.tsx';
import { TextField } from './SpeedDialForm.tsx';

/** Properties of the form. */
export interface GroupFormProps {
  readonly group: SpeedDialGroup;
  readonly onSave: (label: string) => void;
  readonly onClose: () => void;
}

const longestLabel = 80;

/** The form. */
export function GroupForm({ group, onSave, onClose }: GroupFormProps): ReactElement {
  const { t } = useTranslator();
  const [label, setLabel] = useState(group.label);
  const [isChecked, setChecked] = useState(false);
  const isEmpty = label.trim() === '';
  return (
    <FormDialog
      title={t('speedDials.renameGroup')}
      submit={t('speedDials.save')}
      onSubmit={() => {
        setChecked(true);
        if (!isEmpty) onSave(label);
      }}
      onClose={onClose}
    >
      <TextField
        label={t('speedDials.label')}
        value={label}
        longest={longestLabel}
        onChange={setLabel}
        {...(isChecked && isEmpty && { fault: t('speedDials.nameMissing') })}
      />
    </FormDialog>
  );
}
