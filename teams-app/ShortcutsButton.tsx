// The button that lists the keyboard shortcuts; where there is no keyboard's width, it is not there.
import { Button, makeStyles } from '@fluentui/react-components';
import { KeyboardRegular } from '@fluentui/react-icons/svg/keyboard';
import type { ReactElement } from 'react';
import { useTranslator } from '#shared/ui';

const useStyles = makeStyles({ root: { '@media (max-width: 40rem)': { display: 'none' } } });

/** The button. */
export function ShortcutsButton({ onOpen }: { readonly onOpen: () => void }): ReactElement {
  const styles = useStyles();
  const { t } = useTranslator();
  return (
    <Button
      className={styles.root}
      appearance="transparent"
      size="small"
      icon={<KeyboardRegular />}
      aria-label={t('shortcuts.open')}
      title={t('shortcuts.open')}
      aria-haspopup="dialog"
      onClick={onOpen}
    />
  );
}
