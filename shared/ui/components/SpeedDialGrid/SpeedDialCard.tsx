// One speed dial: who, the live state of their phone, the call, and what can be done with the card.
import { Button, mergeClasses } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { ReOrderDotsVerticalRegular } from '@fluentui/react-icons/svg/re-order-dots-vertical';
import type { ReactElement } from 'react';
import type { SpeedDial } from '#shared/contracts';
import type { LineState } from '#shared/domain/presence';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { DialButton } from '../DialButton/DialButton.tsx';
import { PresenceBadge, phoneStateKey } from '../PresenceBadge/PresenceBadge.tsx';
import { ActionMenu, type MenuAction } from './ActionMenu.tsx';
import { useSpeedDialGridStyles } from './SpeedDialGrid.styles.ts';
import type { ReorderHandle } from './useReorder.ts';

/** Snapshot and actions of a card. */
export interface SpeedDialCardProps {
  readonly item: SpeedDial;
  /** Of the person's line; absent where it is not known. */
  readonly state?: LineState;
  readonly isMoving: boolean;
  readonly handle?: ReorderHandle;
  /** Id of the words that say how a card is moved. */
  readonly hintId?: string;
  readonly onEarlier?: () => void;
  readonly onLater?: () => void;
  readonly onEdit?: () => void;
  readonly onRemove?: () => void;
}

/** The card. */
export function SpeedDialCard(props: SpeedDialCardProps): ReactElement {
  const { item, state, isMoving, handle, hintId } = props;
  const styles = useSpeedDialGridStyles();
  const { t } = useTranslator();
  const label = plainText(item.label) || plainText(item.number);
  return (
    <article className={mergeClasses(styles.card, isMoving && styles.moving)} aria-label={label}>
      <div className={styles.top}>
        {handle !== undefined && (
          <Button
            {...handle}
            data-move
            appearance="transparent"
            size="small"
            className={styles.handle}
            icon={<ReOrderDotsVerticalRegular />}
            aria-label={t('speedDials.move', { label })}
            aria-describedby={hintId}
          />
        )}
        <div className={styles.who}>
          <div className={styles.label} title={label} dir="auto">
            {label}
          </div>
          {/* Keeps its place while the state is not known: nothing below it moves when it comes. */}
          <div className={styles.state}>
            {state !== undefined && (
              <>
                <PresenceBadge state={state} isDecorative />
                <span>{t(phoneStateKey(state))}</span>
              </>
            )}
          </div>
        </div>
        <CardMenu {...props} label={label} />
      </div>
      <div className={styles.dial}>
        <DialButton shape="long" appearance="outline" number={item.number} target={label} />
      </div>
    </article>
  );
}

function CardMenu(props: SpeedDialCardProps & { readonly label: string }): ReactElement {
  const { t } = useTranslator();
  const { label, onEdit, onEarlier, onLater, onRemove } = props;
  const all: readonly (readonly [string, ReactElement, (() => void) | undefined])[] = [
    [t('speedDials.edit'), <EditRegular key="edit" />, onEdit],
    [t('speedDials.moveEarlier'), <ArrowUpRegular key="earlier" />, onEarlier],
    [t('speedDials.moveLater'), <ArrowDownRegular key="later" />, onLater],
    [t('speedDials.remove'), <DeleteRegular key="remove" />, onRemove],
  ];
  const actions = all.flatMap(([text, icon, onClick]): readonly MenuAction[] =>
    onClick === undefined ? [] : [{ text, icon, onClick }],
  );
  return <ActionMenu label={t('speedDials.more', { label })} actions={actions} />;
}
