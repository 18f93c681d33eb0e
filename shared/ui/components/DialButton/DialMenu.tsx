// The other ways to call a number; choosing one makes it the plain click's way on this device.
import {
  Button,
  Menu,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
  type ButtonProps,
} from '@fluentui/react-components';
import { CallRegular } from '@fluentui/react-icons/svg/call';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { PhoneRegular } from '@fluentui/react-icons/svg/phone';
import type { ReactElement } from 'react';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';

/** Properties of the menu; `trigger` are the properties of its button. */
export interface DialMenuProps {
  readonly number: string;
  readonly trigger: ButtonProps;
}

/** The menu, open from its first paint on: it is made when its button was pressed. */
export function DialMenu({ number, trigger }: DialMenuProps): ReactElement {
  const { t } = useTranslator();
  const dialer = useDialer();
  const uri = dialer.telUri(number);
  const { onLaunch, onRing } = dialer;
  const launch = (): void => {
    dialer.onPrefer('tel');
    onLaunch?.(number);
  };
  const ring = (): void => {
    dialer.onPrefer('ring');
    onRing?.(number);
  };
  return (
    <Menu defaultOpen positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        <Button {...trigger} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {uri !== null && onLaunch !== undefined && (
            <MenuItemLink href={uri} target="_blank" rel="noopener" icon={<CallRegular />} onClick={launch}>
              {t('dial.callWithApp')}
            </MenuItemLink>
          )}
          {uri !== null && onRing !== undefined && (
            <MenuItem icon={<PhoneRegular />} onClick={ring}>
              {t('dial.ringMyPhone')}
            </MenuItem>
          )}
          <MenuItem
            icon={<CopyRegular />}
            onClick={() => {
              dialer.onCopy(number);
            }}
          >
            {t('dial.copy')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
