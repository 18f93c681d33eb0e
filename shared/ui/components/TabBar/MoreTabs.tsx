// The tabs that did not fit into the row, in a menu at its end.
import { Button, mergeClasses } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { useRef, useState, type ReactElement, type RefObject } from 'react';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useDialButtonStyles } from '../DialButton/DialButton.styles.ts';
import { useMenu } from '../DialButton/useMenu.ts';
import { useTabBarStyles } from './TabBar.styles.ts';
import type { TabItem } from './TabBar.tsx';

/** Properties of the menu with its button. */
export interface MoreTabsProps<Value extends string> {
  readonly tabs: readonly TabItem<Value>[];
  readonly onValueChange: (value: Value) => void;
}

/** A menu button after the ARIA pattern. */
export function MoreTabs<Value extends string>({ tabs, onValueChange }: MoreTabsProps<Value>): ReactElement {
  const styles = useTabBarStyles();
  const { t } = useTranslator();
  const [isOpen, setIsOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const hasNews = tabs.some((tab) => tab.hasNews === true);
  const label = t(hasNews ? 'nav.moreNews' : 'nav.more');
  const close = (): void => {
    setIsOpen(false);
  };
  return (
    <div className={styles.moreBox}>
      <button
        ref={trigger}
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={label}
        title={label}
        className={mergeClasses(styles.tab, styles.more)}
        onClick={() => {
          setIsOpen((was) => !was);
        }}
      >
        <span className={styles.icon} aria-hidden>
          <MoreHorizontalRegular />
          {hasNews && <span className={styles.news} />}
        </span>
      </button>
      {isOpen && (
        <Menu
          tabs={tabs}
          trigger={trigger}
          onClose={close}
          onValueChange={(value) => {
            trigger.current?.focus();
            close();
            onValueChange(value);
          }}
        />
      )}
    </div>
  );
}

interface MenuProps<Value extends string> extends MoreTabsProps<Value> {
  readonly trigger: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}

function Menu<Value extends string>({ tabs, trigger, onClose, onValueChange }: MenuProps<Value>): ReactElement {
  const styles = useDialButtonStyles();
  const { t } = useTranslator();
  const { root, onKeyDown } = useMenu({ trigger, onClose });
  return (
    <div
      ref={root}
      onKeyDown={onKeyDown}
      popover="manual"
      role="menu"
      aria-label={t('nav.more')}
      className={styles.menu}
    >
      {tabs.map(({ value, text, icon }) => (
        <Button
          key={value}
          role="menuitem"
          tabIndex={-1}
          appearance="subtle"
          className={styles.item}
          {...(icon !== undefined && { icon })}
          onClick={() => {
            onValueChange(value);
          }}
        >
          {text}
        </Button>
      ))}
    </div>
  );
}
