// What can be done with a row of the log besides calling back at once.
import { Button } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { PersonSearchRegular } from '@fluentui/react-icons/svg/person-search';
import { StarAddRegular } from '@fluentui/react-icons/svg/star-add';
import { useCallback, useRef, useState, type ReactElement, type RefObject } from 'react';
import { useTranslator } from '../../hooks/useTranslator.ts';
import type { PartyText } from '../../text/partyText.ts';
import { useDialButtonStyles } from '../DialButton/DialButton.styles.ts';
import { DialItems, MenuItem } from '../DialButton/DialMenu.tsx';
import { useMenu } from '../DialButton/useMenu.ts';
import type { CallLogActionHandlers, CallLogItem } from './CallLogList.types.ts';

/** Properties of the menu. */
export interface CallRowMenuProps {
  readonly item: CallLogItem;
  readonly party: PartyText;
  readonly actions: CallLogActionHandlers;
  readonly tabIndex?: number;
}

/** The button of the menu; nothing where there is nothing to do. */
export function CallRowMenu(props: CallRowMenuProps): ReactElement | null {
  const { item, party, actions, tabIndex = 0 } = props;
  const { t } = useTranslator();
  const trigger = useRef<HTMLElement>(null);
  const [isOpened, setOpened] = useState(false);
  const onClose = useCallback(() => {
    setOpened(false);
  }, []);
  if (party.dial === undefined && !canDelete(item, actions)) return null;
  const label = t('calls.moreFor', { target: party.title });
  return (
    <>
      <Button
        ref={(button: HTMLElement | null) => {
          trigger.current = button;
        }}
        appearance="subtle"
        icon={<MoreHorizontalRegular />}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpened}
        tabIndex={tabIndex}
        onClick={() => {
          setOpened(!isOpened);
        }}
      />
      {isOpened && <Menu {...props} label={label} trigger={trigger} onClose={onClose} />}
    </>
  );
}

/** Rows of lines that others share are their owners'. */
function canDelete({ record }: CallLogItem, { onDelete }: CallLogActionHandlers): boolean {
  return onDelete !== undefined && record.owner === undefined;
}

interface MenuProps extends CallRowMenuProps {
  readonly label: string;
  readonly trigger: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

function Menu({ item, party, actions, label, trigger, onClose }: MenuProps): ReactElement {
  const styles = useDialButtonStyles();
  const { t } = useTranslator();
  const { root, onKeyDown } = useMenu({ trigger, onClose });
  const { onDelete, onAddSpeedDial, onOtherNumbers } = actions;
  const { dial, title } = party;
  const does = (act: () => void) => (): void => {
    trigger.current?.focus();
    act();
    onClose();
  };
  return (
    <div ref={root} onKeyDown={onKeyDown} popover="manual" role="menu" aria-label={label} className={styles.menu}>
      {dial !== undefined && <DialItems number={dial} does={does} />}
      {dial !== undefined && onOtherNumbers !== undefined && (
        <MenuItem
          icon={<PersonSearchRegular />}
          onClick={does(() => {
            onOtherNumbers(dial, title);
          })}
        >
          {t('calls.otherNumbers')}
        </MenuItem>
      )}
      {dial !== undefined && onAddSpeedDial !== undefined && (
        <MenuItem
          icon={<StarAddRegular />}
          onClick={does(() => {
            onAddSpeedDial(title, dial);
          })}
        >
          {t('people.addSpeedDialShort')}
        </MenuItem>
      )}
      {canDelete(item, actions) && onDelete !== undefined && (
        <MenuItem
          icon={<DeleteRegular />}
          onClick={does(() => {
            onDelete(item);
          })}
        >
          {t('calls.delete', { count: item.count })}
        </MenuItem>
      )}
    </div>
  );
}
