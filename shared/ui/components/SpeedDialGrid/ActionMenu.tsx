// A button with the rarer actions behind it; Fluent's own menu plants hidden focusable elements, which audits refuse.
import { Button } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { useCallback, useRef, useState, type ReactElement } from 'react';
import { useMenu, type MenuOptions } from '../DialButton/useMenu.ts';
import { useSpeedDialGridStyles } from './SpeedDialGrid.styles.ts';

/** One entry. */
export interface MenuAction {
  readonly text: string;
  readonly icon?: ReactElement;
  readonly onClick: () => void;
}

/** Properties of the menu. */
export interface ActionMenuProps {
  /** Accessible name of button and menu. */
  readonly label: string;
  readonly actions: readonly MenuAction[];
}

/** The button, and the menu while it is open. */
export function ActionMenu({ label, actions }: ActionMenuProps): ReactElement | null {
  const trigger = useRef<HTMLElement>(null);
  const [isOpened, setOpened] = useState(false);
  const onClose = useCallback(() => {
    setOpened(false);
  }, []);
  if (actions.length === 0) return null;
  return (
    <>
      <Button
        ref={(button: HTMLElement | null) => {
          trigger.current = button;
        }}
        appearance="subtle"
        size="small"
        icon={<MoreHorizontalRegular />}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpened}
        onClick={() => {
          setOpened(!isOpened);
        }}
      />
      {isOpened && <OpenMenu label={label} actions={actions} trigger={trigger} onClose={onClose} />}
    </>
  );
}

function OpenMenu({ label, actions, trigger, onClose }: ActionMenuProps & MenuOptions): ReactElement {
  const styles = useSpeedDialGridStyles();
  const { root, onKeyDown } = useMenu({ trigger, onClose });
  return (
    <div ref={root} onKeyDown={onKeyDown} popover="manual" role="menu" aria-label={label} className={styles.menu}>
      {actions.map(({ text, icon, onClick }) => (
        <Button
          key={text}
          role="menuitem"
          tabIndex={-1}
          appearance="subtle"
          className={styles.menuItem}
          {...(icon !== undefined && { icon })}
          onClick={() => {
            trigger.current?.focus();
            onClick();
            onClose();
          }}
        >
          {text}
        </Button>
      ))}
    </div>
  );
}
