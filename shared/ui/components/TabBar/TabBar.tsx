// A row of tabs. Ours rather than Fluent's: that one plants focusable elements hidden from screen readers, which audits refuse.
import { mergeClasses } from '@fluentui/react-components';
import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import { MoreTabs } from './MoreTabs.tsx';
import { useTabBarStyles } from './TabBar.styles.ts';
import { useRoom } from './useRoom.ts';

/** One tab. */
export interface TabItem<Value extends string> {
  readonly value: Value;
  readonly text: string;
  readonly icon?: ReactElement;
  /** Something new is there: told on the button of the menu too, while the tab is in it. @default false */
  readonly hasNews?: boolean;
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

/**
 * Tabs after the ARIA pattern: one tab stop, arrow keys choose (WAI-ARIA APG "Tabs with automatic activation"). In a bar, tabs
 * that do not fit are in a menu at its end, and the chosen one is never among them.
 */
export function TabBar<Value extends string>(props: TabBarProps<Value>): ReactElement {
  const { label, tabs, value, onValueChange, look = 'bar' } = props;
  const styles = useTabBarStyles();
  const list = useRef<HTMLDivElement>(null);
  const row = useRef<HTMLDivElement>(null);
  const room = useRoom(
    row,
    tabs.map(({ text }) => text),
    Math.max(
      0,
      tabs.findIndex((tab) => tab.value === value),
    ),
  );
  const shown = look === 'bar' ? shownTabs(tabs, value, room) : tabs;
  const others = tabs.filter((tab) => !shown.includes(tab));
  const onKeyDown = (event: KeyboardEvent): void => {
    const index = neighbour(
      event.key,
      shown.findIndex((tab) => tab.value === value),
      shown.length,
    );
    const target = index === undefined ? undefined : shown[index];
    if (target === undefined || index === undefined) return;
    event.preventDefault();
    onValueChange(target.value);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  };
  return (
    <div ref={row} className={look === 'bar' ? styles.row : undefined}>
      <div ref={list} role="tablist" aria-label={label} className={styles[look]} onKeyDown={onKeyDown}>
        {shown.map((tab) => (
          <Tab key={tab.value} {...props} look={look} tab={tab} />
        ))}
      </div>
      {others.length > 0 && <MoreTabs tabs={others} onValueChange={onValueChange} />}
    </div>
  );
}

type TabProps<Value extends string> = TabBarProps<Value> & {
  readonly tab: TabItem<Value>;
  readonly look: 'bar' | 'pills';
};

function Tab<Value extends string>({ tab, value, panelId, look, onValueChange }: TabProps<Value>): ReactElement {
  const styles = useTabBarStyles();
  const isSelected = tab.value === value;
  return (
    <button
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
      <span className={mergeClasses(styles.text, look === 'bar' && styles.barText)}>{tab.text}</span>
    </button>
  );
}

/** The first `room` tabs; the chosen one takes the last place when it is not among them. */
function shownTabs<Value extends string>(
  tabs: readonly TabItem<Value>[],
  value: Value,
  room: number,
): readonly TabItem<Value>[] {
  const first = tabs.slice(0, room);
  const chosen = tabs.find((tab) => tab.value === value);
  return chosen === undefined || first.includes(chosen) ? first : [...first.slice(0, -1), chosen];
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
