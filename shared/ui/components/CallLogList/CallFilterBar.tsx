// Chooses which calls of the log are shown.
import type { ReactElement } from 'react';
import type { CallFilter } from '#shared/contracts';
import type { MessageKey } from '#shared/i18n';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { TabBar } from '../TabBar/TabBar.tsx';

const filters: readonly { readonly filter: CallFilter; readonly key: MessageKey }[] = [
  { filter: 'all', key: 'calls.filter.all' },
  { filter: 'missed', key: 'calls.filter.missed' },
  { filter: 'incoming', key: 'calls.filter.incoming' },
  { filter: 'outgoing', key: 'calls.filter.outgoing' },
  { filter: 'voicemail', key: 'calls.filter.voicemail' },
  { filter: 'shared', key: 'calls.filter.shared' },
];

/** Properties of the bar. */
export interface CallFilterBarProps {
  readonly filter: CallFilter;
  readonly onFilterChange: (filter: CallFilter) => void;
  /** Id of the element that holds the list. */
  readonly panelId: string;
  /** Others share lines with the person. @default false */
  readonly hasSharedLines?: boolean;
}

/** The filters of the log as a row of choices. */
export function CallFilterBar(props: CallFilterBarProps): ReactElement {
  const { filter, onFilterChange, panelId, hasSharedLines = false } = props;
  const { t } = useTranslator();
  const offered = filters.filter((entry) => entry.filter !== 'shared' || hasSharedLines);
  return (
    <TabBar
      look="pills"
      label={t('calls.filter')}
      panelId={panelId}
      tabs={offered.map((entry) => ({ value: entry.filter, text: t(entry.key) }))}
      value={filter}
      onValueChange={onFilterChange}
    />
  );
}
