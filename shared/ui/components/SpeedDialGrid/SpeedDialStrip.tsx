// The first speed dials in little room: one click from a call, for the first page.
import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Person, SpeedDial, SpeedDialList } from '#shared/contracts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { DialButton } from '../DialButton/DialButton.tsx';
import { PresenceBadge } from '../PresenceBadge/PresenceBadge.tsx';
import { useSpeedDialStripStyles } from './SpeedDialStrip.styles.ts';

/** Snapshot and actions of the strip. */
export interface SpeedDialStripProps {
  readonly list: SpeedDialList;
  /** Live states by person, of a number without one by the id of its speed dial. */
  readonly lineStates: Readonly<Record<string, NonNullable<Person['lineState']>>>;
  /** @default 6 */
  readonly most?: number;
  /** Leads to all of them, and to where the first one is added. */
  readonly onSeeAll?: () => void;
}

/** The strip; where there are no speed dials it says how to get some. */
export function SpeedDialStrip({ list, lineStates, most = 6, onSeeAll }: SpeedDialStripProps): ReactElement {
  const styles = useSpeedDialStripStyles();
  const { t } = useTranslator();
  const title = t('speedDials.favourites');
  const isEmpty = list.items.length === 0;
  return (
    <section aria-label={title} className={styles.root}>
      <div className={styles.headingRow}>
        <h2 className={styles.heading}>{title}</h2>
        {onSeeAll !== undefined && (
          <Button appearance="transparent" size="small" onClick={onSeeAll}>
            {t(isEmpty ? 'speedDials.add' : 'speedDials.seeAll')}
          </Button>
        )}
      </div>
      {isEmpty ? (
        <p className={styles.none}>{t('speedDials.empty')}</p>
      ) : (
        <ul className={styles.list} aria-label={title}>
          {firstOf(list, most).map((item) => (
            <Favourite key={item.id} item={item} state={lineStates[item.personId ?? item.id]} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface FavouriteProps {
  readonly item: SpeedDial;
  readonly state: Person['lineState'];
}

function Favourite({ item, state }: FavouriteProps): ReactElement {
  const styles = useSpeedDialStripStyles();
  const label = plainText(item.label) || plainText(item.number);
  return (
    <li className={styles.item}>
      {state !== undefined && <PresenceBadge state={state} />}
      <span className={styles.label} title={label} dir="auto">
        {label}
      </span>
      <DialButton number={item.number} target={label} />
    </li>
  );
}

/** In the order of the page: those without a group first. */
function firstOf({ items }: SpeedDialList, most: number): readonly SpeedDial[] {
  const isFree = ({ groupId }: SpeedDial): boolean => groupId === undefined;
  return [...items.filter(isFree), ...items.filter((item) => !isFree(item))].slice(0, most);
}
