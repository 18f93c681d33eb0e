// The list of keyboard shortcuts, with the switch that turns them off.
import { Button, Checkbox } from '@fluentui/react-components';
import { useId, type ReactElement } from 'react';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useDialConfirmStyles } from '../DialConfirm/DialConfirm.styles.ts';
import { useModal } from '../DialConfirm/useModal.ts';
import { useShortcutListStyles } from './ShortcutList.styles.ts';

/** Properties of the list. */
export interface ShortcutListProps {
  /** Keys with what they do, in the person's language. */
  readonly shortcuts: readonly { readonly key: string; readonly text: string }[];
  readonly areOn: boolean;
  readonly onSwitch: (areOn: boolean) => void;
  readonly onClose: () => void;
  /** Begins a problem report. Absent where the site takes none. */
  readonly onReport?: () => void;
}

/** A modal dialog of the browser's own. */
export function ShortcutList({ shortcuts, areOn, onSwitch, onClose, onReport }: ShortcutListProps): ReactElement {
  const frame = useDialConfirmStyles();
  const styles = useShortcutListStyles();
  const { t } = useTranslator();
  const root = useModal();
  const id = useId();
  return (
    <dialog
      ref={root}
      className={frame.root}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
    >
      <h2 id={id} className={frame.title}>
        {t('shortcuts.title')}
      </h2>
      <p className={frame.text}>{t('shortcuts.hint')}</p>
      <table className={styles.table}>
        <thead className={styles.head}>
          <tr>
            <th scope="col">{t('shortcuts.key')}</th>
            <th scope="col">{t('shortcuts.action')}</th>
          </tr>
        </thead>
        <tbody>
          {shortcuts.map(({ key, text }) => (
            <tr key={key}>
              <td className={styles.cell}>
                <kbd className={styles.key}>{key}</kbd>
              </td>
              <td className={styles.cell}>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Checkbox
        label={t('shortcuts.switch')}
        checked={areOn}
        onChange={(_event, { checked }) => {
          onSwitch(checked === true);
        }}
      />
      <div className={frame.actions}>
        {onReport !== undefined && <Button onClick={onReport}>{t('settings.report')}</Button>}
        <Button appearance="primary" data-first-focus onClick={onClose}>
          {t('shortcuts.close')}
        </Button>
      </div>
    </dialog>
  );
}
