// Adds a speed dial by hand, or changes one: name, number, group.
import { Field, Input, Select } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { SpeedDialGroup } from '#shared/contracts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { FormDialog } from './FormDialog.tsx';
import { useSpeedDialFormStyles } from './SpeedDialForm.styles.ts';

/** What the form begins with and gives back; `groupLabel` names a group that is to be made. */
export interface SpeedDialEntry {
  /** Of the speed dial that is changed; absent for a new one. */
  readonly id?: string;
  readonly label: string;
  readonly number: string;
  readonly personId?: string;
  readonly groupId?: string;
  readonly groupLabel?: string;
}

/** Properties of the form. */
export interface SpeedDialFormProps {
  readonly entry: SpeedDialEntry;
  readonly groups: readonly SpeedDialGroup[];
  readonly onSave: (entry: SpeedDialEntry) => void;
  readonly onClose: () => void;
}

/** Of a name, and of a number (see the contract). */
const longestLabel = 80;
const longestNumber = 64;
/** No id of a group has a space. */
const newGroup = 'new group';

/** The form. */
export function SpeedDialForm({ entry, groups, onSave, onClose }: SpeedDialFormProps): ReactElement {
  const { t } = useTranslator();
  const [label, setLabel] = useState(entry.label);
  const [number, setNumber] = useState(entry.number);
  const [group, setGroup] = useState(entry.groupId ?? '');
  const [groupLabel, setGroupLabel] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isDialable = /[\d*#]/u.test(number);
  const submit = (): void => {
    setChecked(true);
    if (!isDialable) return;
    const { groupId: _before, ...rest } = entry;
    onSave({ ...rest, label, number, ...groupChosen(group, groupLabel) });
  };
  return (
    <FormDialog
      title={t(entry.id === undefined ? 'speedDials.addTitle' : 'speedDials.editTitle')}
      submit={t('speedDials.save')}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label={t('speedDials.label')} value={label} longest={longestLabel} onChange={setLabel} />
      <TextField
        label={t('speedDials.number')}
        value={number}
        longest={longestNumber}
        onChange={setNumber}
        isNumber
        {...(isChecked && !isDialable && { fault: t('speedDials.numberMissing') })}
      />
      <GroupField groups={groups} value={group} onChange={setGroup} />
      {group === newGroup && (
        <TextField
          label={t('speedDials.newGroupName')}
          value={groupLabel}
          longest={longestLabel}
          onChange={setGroupLabel}
        />
      )}
    </FormDialog>
  );
}

function groupChosen(group: string, groupLabel: string): Pick<SpeedDialEntry, 'groupId' | 'groupLabel'> {
  if (group === newGroup) return groupLabel.trim() === '' ? {} : { groupLabel };
  return group === '' ? {} : { groupId: group };
}

/** Properties of a field of text. */
export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly longest: number;
  readonly onChange: (value: string) => void;
  /** @default false */
  readonly isNumber?: boolean;
  readonly fault?: string;
}

/** A field of text with its label, and what is wrong with it. */
export function TextField(props: TextFieldProps): ReactElement {
  const { label, value, longest, onChange, isNumber = false, fault } = props;
  const styles = useSpeedDialFormStyles();
  return (
    <Field
      label={label}
      className={styles.field}
      {...(fault !== undefined && { validationMessage: fault, validationState: 'error' as const })}
    >
      <Input
        className={styles.input}
        input={{ className: styles.input }}
        value={value}
        maxLength={longest}
        autoComplete="off"
        spellCheck={false}
        // A plus or a bracket would jump to the other end in a page written from right to left.
        {...(isNumber ? { inputMode: 'tel' as const, dir: 'ltr' } : { dir: 'auto' })}
        onChange={(_event, data) => {
          onChange(data.value);
        }}
      />
    </Field>
  );
}

interface GroupFieldProps {
  readonly groups: readonly SpeedDialGroup[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function GroupField({ groups, value, onChange }: GroupFieldProps): ReactElement {
  const styles = useSpeedDialFormStyles();
  const { t } = useTranslator();
  return (
    <Field label={t('speedDials.group')} className={styles.field}>
      <Select
        value={value}
        onChange={(_event, data) => {
          onChange(data.value);
        }}
      >
        <option value="">{t('speedDials.noGroup')}</option>
        {groups.map(({ id, label }) => (
          <option key={id} value={id}>
            {plainText(label)}
          </option>
        ))}
        <option value={newGroup}>{t('speedDials.newGroup')}</option>
      </Select>
    </Field>
  );
}
