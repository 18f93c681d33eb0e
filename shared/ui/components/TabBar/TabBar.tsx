// A row of tabs. Ours rather than Fluent's: that one plants focusable elements hidden from screen readers, which audits refuse.
import { mergeClasses } from '@fluentui/react-components';
import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import { useTabBarStyles } from './TabBar.styles.ts';

/** One tab. */
export interface TabItem<Value extends string> {
  readonly value: Value;
  readonly text: string;
  readonly icon?: ReactElement;
}

/** Properties of the bar. */
export interface TabBarProps<Value extends string> {
  readonly label: string;
  readonly tabs: readonly TabItem<Value>[];
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  /** Id of the panel the tabs control; each tab's id is `panelId-value`. */
  readonly panelId: string;
  /** `bar` for the sections of the app, `pills` for choices inside a page. @default 'bar' */
  readonly look?: 'bar' | 'pills';
}

/** Tabs after the ARIA pattern: one tab stop, arrow keys choose (WAI-ARIA APG "Tabs with automatic activation"). */
export function TabBar<Value extends string>(props: TabBarProps<Value>): ReactElement {
  const { label, tabs, value, onValueChange, panelId, look = 'bar' } = props;
  const styles = useTabBarStyles();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const index = neighbour(
      event.key,
      tabs.findIndex((tab) => tab.value === value),
      tabs.length,
    );
    const target = index === undefined ? undefined : tabs[index];
    if (target === undefined || index === undefined) return;
    event.preventDefault();
    onValueChange(target.value);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className={styles[look]} onKeyDown={onKeyDown}>
      {tabs.map((tab) => {
        const isSelected = tab.value === value;
        return (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${panelId}-${tab.value}`}
            aria-selected={isSelected}
            aria-controls={panelId}
            tabIndex={isSelected ? 0 : -1}
            className={mergeClasses(styles.tab, styles[`${look}Tab`], isSelected && styles[`${look}Selected`])}
            onClick={() => {
              onValueChange(tab.value);
            }}
          >
            {tab.icon !== undefined && (
              <span className={styles.icon} aria-hidden>
                {tab.icon}
              </span>
            )}
            <span className={styles.text}>{tab.text}</span>
          </button>
        );
      })}
    </div>
  );
}

/** The tab a key leads to; around the ends. */
function neighbour(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (from + 1) % count;
    case 'ArrowLeft':
      return (from - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
