// The other ways to call a number; choosing one makes it the plain click's way on this device.
import { Button, type ButtonProps } from '@fluentui/react-components';
import { CallRegular } from '@fluentui/react-icons/svg/call';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { PhoneRegular } from '@fluentui/react-icons/svg/phone';
import type { ReactElement } from 'react';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useDialButtonStyles } from './DialButton.styles.ts';
import { linkOf, questionOf } from './dialWay.ts';
import { useMenu, type MenuOptions } from './useMenu.ts';

/** Properties of the menu. */
export interface DialMenuProps extends MenuOptions {
  readonly number: string;
  /** The E.164 link of a meeting's number, with its codes. */
  readonly withCodes?: string;
  /** Accessible name. */
  readonly label: string;
}

/** The menu, open while it is there. Fluent's own would bring 45 KB for three entries. */
export function DialMenu({ number, withCodes, label, trigger, onClose }: DialMenuProps): ReactElement {
  const styles = useDialButtonStyles();
  const { root, onKeyDown } = useMenu({ trigger, onClose });
  const does = (act: () => void) => (): void => {
    trigger.current?.focus();
    act();
    onClose();
  };
  return (
    <div ref={root} onKeyDown={onKeyDown} popover="manual" role="menu" aria-label={label} className={styles.menu}>
      <DialItems number={number} {...(withCodes !== undefined && { withCodes })} does={does} />
    </div>
  );
}

/** The ways to call a number as entries of a menu. */
export function DialItems({ number, withCodes, does }: ItemProps & { readonly withCodes?: string }): ReactElement {
  const { t } = useTranslator();
  const dialer = useDialer();
  const uri = linkOf(dialer, number, withCodes);
  const { onLaunch, onRing } = dialer;
  const copy = does(() => {
    dialer.onCopy(number);
  });
  return (
    <>
      {uri !== null && onLaunch !== undefined && (
        <LaunchItem
          number={number}
          {...(withCodes !== undefined && { withCodes })}
          uri={uri}
          onLaunch={onLaunch}
          does={does}
        />
      )}
      {uri !== null && onRing !== undefined && <RingItem number={number} onRing={onRing} does={does} />}
      <MenuItem icon={<CopyRegular />} onClick={copy}>
        {t('dial.copy')}
      </MenuItem>
    </>
  );
}

interface ItemProps {
  readonly number: string;
  /** Wraps what an entry does: the menu closes, the focus is on its button again. */
  readonly does: (act: () => void) => () => void;
}

interface LaunchProps extends ItemProps {
  readonly withCodes?: string;
  readonly uri: string;
  readonly onLaunch: (number: string) => void;
}

function LaunchItem({ number, withCodes, uri, onLaunch, does }: LaunchProps): ReactElement {
  const { t } = useTranslator();
  const { askReason, onAsk, onPrefer } = useDialer();
  const reason = askReason(number);
  const onClick = does(() => {
    onPrefer('tel');
    if (reason === undefined) onLaunch(number);
    else onAsk(questionOf({ number, reason, way: 'tel' }, withCodes));
  });
  const link = reason === undefined && ({ as: 'a', href: uri, target: '_blank', rel: 'noopener' } as const);
  return (
    <MenuItem {...link} icon={<CallRegular />} onClick={onClick}>
      {t('dial.callWithApp')}
    </MenuItem>
  );
}

function RingItem({ number, onRing, does }: ItemProps & { readonly onRing: (number: string) => void }): ReactElement {
  const { t } = useTranslator();
  const { askReason, onAsk, onPrefer } = useDialer();
  const reason = askReason(number);
  const onClick = does(() => {
    onPrefer('ring');
    if (reason === undefined) onRing(number);
    else onAsk({ number, reason, way: 'ring' });
  });
  return (
    <MenuItem icon={<PhoneRegular />} onClick={onClick}>
      {t('dial.ringMyPhone')}
    </MenuItem>
  );
}

/** An entry of a menu. */
export function MenuItem(props: ButtonProps): ReactElement {
  const styles = useDialButtonStyles();
  return <Button {...props} role="menuitem" tabIndex={-1} appearance="subtle" className={styles.item} />;
}
