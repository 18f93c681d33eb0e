// The speed dials by group: each one click from a call, with the live state of the phone, in an order the person makes.
import { useId, type ReactElement } from 'react';
import type { Person, SpeedDial, SpeedDialGroup, SpeedDialList } from '#shared/contracts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { ActionMenu, type MenuAction } from './ActionMenu.tsx';
import { SpeedDialCard } from './SpeedDialCard.tsx';
import { useSpeedDialGridStyles } from './SpeedDialGrid.styles.ts';
import { neighbourPlace, type SpeedDialPlace, type SpeedDialSection } from './speedDialOrder.ts';
import { useReorder, type Reorder } from './useReorder.ts';

/** Snapshot and actions of the grid. A missing action hides its control. */
export interface SpeedDialGridProps {
  readonly list: SpeedDialList;
  /** Live states by person, of a number without one by the id of its speed dial. */
  readonly lineStates: Readonly<Record<string, NonNullable<Person['lineState']>>>;
  readonly onMove?: (id: string, place: SpeedDialPlace) => void;
  readonly onEdit?: (item: SpeedDial) => void;
  readonly onRemove?: (item: SpeedDial) => void;
  readonly onRenameGroup?: (group: SpeedDialGroup) => void;
  readonly onRemoveGroup?: (group: SpeedDialGroup) => void;
  /** One place before or after where it stands. */
  readonly onMoveGroup?: (group: SpeedDialGroup, step: -1 | 1) => void;
}

const nowhere = (): void => undefined;

/** The grid. */
export function SpeedDialGrid(props: SpeedDialGridProps): ReactElement {
  const styles = useSpeedDialGridStyles();
  const { t } = useTranslator();
  const hintId = useId();
  const reorder = useReorder(props.list, props.onMove ?? nowhere);
  const hasGroups = props.list.groups.length > 0;
  return (
    <div className={styles.root}>
      {reorder.sections.map((section) =>
        section.group === undefined && section.items.length === 0 && hasGroups ? null : (
          <Section key={section.group?.id ?? ''} {...props} section={section} reorder={reorder} hintId={hintId} />
        ),
      )}
      <span id={hintId} hidden>
        {t('speedDials.moveHint')}
      </span>
      <div role="status" className={styles.hidden}>
        {reorder.news}
      </div>
    </div>
  );
}

interface SectionProps extends SpeedDialGridProps {
  readonly section: SpeedDialSection;
  readonly reorder: Reorder;
  readonly hintId: string;
}

function Section(props: SectionProps): ReactElement {
  const { section, list, reorder } = props;
  const styles = useSpeedDialGridStyles();
  const { t } = useTranslator();
  const { group, items } = section;
  const name = plainText(group?.label) || t(list.groups.length > 0 ? 'speedDials.noGroup' : 'nav.speedDials');
  return (
    <section aria-label={name} className={styles.section} data-speed-dial-group={group?.id ?? ''}>
      {list.groups.length > 0 && (
        <div className={styles.headingRow}>
          <h2 className={styles.heading} title={name} dir="auto">
            {name}
          </h2>
          {group !== undefined && <GroupMenu {...props} group={group} name={name} />}
        </div>
      )}
      {items.length === 0 && list.groups.length > 0 && <p className={styles.none}>{t('speedDials.emptyGroup')}</p>}
      <ul className={styles.list} aria-label={name}>
        {items.map((item) => (
          <li key={item.id} data-speed-dial={item.id}>
            <Card {...props} item={item} isMoving={reorder.movingId === item.id} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function GroupMenu(props: SectionProps & { readonly group: SpeedDialGroup; readonly name: string }): ReactElement {
  const { group, name, list, onRenameGroup, onRemoveGroup, onMoveGroup } = props;
  const { t } = useTranslator();
  const at = list.groups.findIndex(({ id }) => id === group.id);
  const all: readonly (readonly [string, boolean, (() => void) | undefined])[] = [
    [t('speedDials.renameGroup'), true, onRenameGroup && ((): void => onRenameGroup(group))],
    [t('speedDials.moveEarlier'), at > 0, onMoveGroup && ((): void => onMoveGroup(group, -1))],
    [t('speedDials.moveLater'), at < list.groups.length - 1, onMoveGroup && ((): void => onMoveGroup(group, 1))],
    [t('speedDials.removeGroup'), true, onRemoveGroup && ((): void => onRemoveGroup(group))],
  ];
  const actions = all.flatMap(([text, isPossible, onClick]): readonly MenuAction[] =>
    isPossible && onClick !== undefined ? [{ text, onClick }] : [],
  );
  return <ActionMenu label={t('speedDials.more', { label: name })} actions={actions} />;
}

function Card(props: SectionProps & { readonly item: SpeedDial; readonly isMoving: boolean }): ReactElement {
  const { item, isMoving, reorder, hintId, lineStates, onMove, onEdit, onRemove } = props;
  const state = lineStates[item.personId ?? item.id];
  const moveTo = (step: -1 | 1): (() => void) | undefined => {
    const place = onMove && neighbourPlace(reorder.sections, item.id, step);
    return place && ((): void => onMove(item.id, place));
  };
  const earlier = moveTo(-1);
  const later = moveTo(1);
  return (
    <SpeedDialCard
      item={item}
      isMoving={isMoving}
      {...(state !== undefined && { state })}
      {...(onMove !== undefined && { handle: reorder.handleOf(item), hintId })}
      {...(earlier !== undefined && { onEarlier: earlier })}
      {...(later !== undefined && { onLater: later })}
      {...(onEdit !== undefined && { onEdit: () => onEdit(item) })}
      {...(onRemove !== undefined && { onRemove: () => onRemove(item) })}
    />
  );
}
