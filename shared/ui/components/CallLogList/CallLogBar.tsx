// The search in the log, and what can be done with the whole of it.
import { Button, Input, Spinner } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import type { ReactElement } from 'react';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useCallLogBarStyles } from './CallLogBar.styles.ts';

/** Properties of the bar; a missing action hides its control. */
export interface CallLogBarProps {
  readonly text: string;
  readonly onTextChange: (text: string) => void;
  /** An answer is on its way. @default false */
  readonly isSearching?: boolean;
  /** What was found, once it is; told to screen readers. */
  readonly found?: { readonly count: number; readonly hasMore: boolean };
  readonly onExport?: () => void;
  readonly onDeleteAll?: () => void;
  /** Something is being deleted or exported: the next one waits. @default false */
  readonly isBusy?: boolean;
}

/** The bar. */
export function CallLogBar(props: CallLogBarProps): ReactElement {
  const { text, onTextChange, isSearching = false, found, onExport, onDeleteAll, isBusy = false } = props;
  const styles = useCallLogBarStyles();
  const { t } = useTranslator();
  return (
    <div className={styles.root}>
      <Input
        type="search"
        className={styles.search}
        value={text}
        onChange={(_event, data) => {
          onTextChange(data.value);
        }}
        // The name says more than there is room for; it begins with what is seen.
        placeholder={t('calls.searchShort')}
        aria-label={t('calls.search')}
        contentBefore={<SearchRegular aria-hidden />}
        {...(isSearching && { contentAfter: <Spinner size="extra-tiny" aria-hidden /> })}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
      />
      {onExport !== undefined && (
        <Action icon={<ArrowDownloadRegular />} name={t('calls.export')} isBusy={isBusy} onClick={onExport} />
      )}
      {onDeleteAll !== undefined && (
        <Action icon={<DeleteRegular />} name={t('calls.deleteAll')} isBusy={isBusy} onClick={onDeleteAll} />
      )}
      <div role="status" className={styles.found}>
        {found !== undefined && t('calls.found', { count: found.count, more: found.hasMore ? 'yes' : 'no' })}
      </div>
    </div>
  );
}

interface ActionProps {
  readonly icon: ReactElement;
  readonly name: string;
  readonly isBusy: boolean;
  readonly onClick: () => void;
}

function Action({ icon, name, isBusy, onClick }: ActionProps): ReactElement {
  const styles = useCallLogBarStyles();
  return (
    <Button
      appearance="subtle"
      className={styles.action}
      icon={icon}
      aria-label={name}
      title={name}
      // Focusable: a button that vanishes under the focus loses it.
      disabledFocusable={isBusy}
      onClick={onClick}
    />
  );
}
