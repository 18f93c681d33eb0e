// Switches the sources of the people search on and off.
import { Checkbox } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { usePeopleSearchStyles } from './PeopleSearch.styles.ts';

/** Which sources are searched. */
export interface SourcesView {
  readonly organisation: boolean;
  readonly personal: boolean;
}

/** Properties of the switches. */
export interface SourceSwitchesProps {
  readonly sources: SourcesView;
  readonly onSourcesChange: (sources: SourcesView) => void;
}

/** The switches. */
export function SourceSwitches({ sources, onSourcesChange }: SourceSwitchesProps): ReactElement {
  const styles = usePeopleSearchStyles();
  const { t } = useTranslator();
  return (
    <div role="group" aria-label={t('people.sources')} className={styles.sources}>
      <Checkbox
        label={t('people.source.organisation')}
        checked={sources.organisation}
        onChange={(_event, { checked }) => {
          onSourcesChange({ ...sources, organisation: checked === true });
        }}
      />
      <Checkbox
        label={t('people.source.personal')}
        checked={sources.personal}
        onChange={(_event, { checked }) => {
          onSourcesChange({ ...sources, personal: checked === true });
        }}
      />
    </div>
  );
}
