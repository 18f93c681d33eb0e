// The button beside the own state that asks why; what answers is fetched when it is first pressed.
import { Button } from '@fluentui/react-components';
import { useRef, useState, type ComponentType, type ReactElement } from 'react';
import { useTranslator } from '../../hooks/useTranslator.ts';
import type { WhyBusyPanelProps } from './WhyBusyPanel.tsx';

/** Properties of the button; those of the panel belong to the open panel. */
export interface WhyBusyButtonProps extends WhyBusyPanelProps {
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

/** The button and, while it is open, the panel. The focus comes back to the button. */
export function WhyBusyButton({ isOpen, onOpen, onClose, ...panel }: WhyBusyButtonProps): ReactElement {
  const { t, errorText } = useTranslator();
  const pressed = useRef<HTMLElement>(null);
  const [Panel, setPanel] = useState<ComponentType<WhyBusyPanelProps>>();
  const [isLost, setLost] = useState(false);
  const open = async (): Promise<void> => {
    onOpen();
    try {
      const module = await import(/* webpackChunkName: "why" */ './WhyBusyPanel.tsx');
      setPanel(() => module.WhyBusyPanel);
      setLost(false);
    } catch {
      // Offline, or a new version was installed meanwhile: said on the button, which tries again.
      setLost(true);
      onClose();
    }
  };
  const close = (): void => {
    onClose();
    pressed.current?.focus();
  };
  return (
    <>
      <Button
        appearance="transparent"
        size="small"
        aria-haspopup="dialog"
        title={isLost ? errorText('service.unavailable') : t('why.title')}
        onClick={(event) => {
          pressed.current = event.currentTarget;
          void open();
        }}
      >
        {t(isLost ? 'error.retry' : 'why.button')}
      </Button>
      {isOpen && Panel !== undefined && <Panel {...panel} onClose={close} />}
    </>
  );
}
