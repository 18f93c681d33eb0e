// Everything known of a person: each number with its ways to call, mail and department.
import { Button } from '@fluentui/react-components';
import { StarAddRegular } from '@fluentui/react-icons/svg/star-add';
import type { ReactElement } from 'react';
import type { Person } from '#shared/contracts';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { DialButton } from '../DialButton/DialButton.tsx';
import { kindKey, nameOf, workOf } from '../PersonRow/personText.ts';
import { usePersonCardStyles } from './PersonCard.styles.ts';

/** Properties of the card. */
export interface PersonCardProps {
  readonly person: Person;
  /** Missing: there is nothing to add to. */
  readonly onAddSpeedDial?: (label: string, number: string, personId?: string) => void;
  /** @default 0 */
  readonly tabIndex?: number;
}

/** The card. */
export function PersonCard({ person, onAddSpeedDial, tabIndex = 0 }: PersonCardProps): ReactElement {
  const styles = usePersonCardStyles();
  const { t } = useTranslator();
  const translator = useTranslator();
  const name = nameOf(person, translator);
  const facts = [workOf(person), plainText(person.mail)].filter(Boolean);
  const add = onAddSpeedDial && { onAddSpeedDial };
  return (
    <div className={styles.root}>
      <ul className={styles.numbers} aria-label={t('people.numbersOf', { name })}>
        {person.numbers.map((number) => (
          <li key={`${number.kind} ${number.number}`} className={styles.number}>
            <NumberLine person={person} name={name} number={number} tabIndex={tabIndex} {...add} />
          </li>
        ))}
      </ul>
      {facts.map((fact) => (
        <p key={fact} className={styles.fact} dir="auto">
          {fact}
        </p>
      ))}
    </div>
  );
}

interface NumberLineProps extends PersonCardProps {
  readonly name: string;
  readonly number: Person['numbers'][number];
}

function NumberLine({
  person,
  name,
  number: { kind, number },
  onAddSpeedDial,
  tabIndex = 0,
}: NumberLineProps): ReactElement {
  const styles = usePersonCardStyles();
  const { t } = useTranslator();
  const { format } = useDialer();
  const label = t('people.addSpeedDial', { target: `${name}, ${t(kindKey(kind))} ${plainText(format(number))}` });
  return (
    <>
      <span className={styles.kind}>{t(kindKey(kind))}</span>
      <DialButton shape="long" number={number} target={`${name}, ${t(kindKey(kind))}`} tabIndex={tabIndex} />
      {onAddSpeedDial !== undefined && (
        <Button
          appearance="subtle"
          className={styles.add}
          icon={<StarAddRegular />}
          aria-label={label}
          title={label}
          tabIndex={tabIndex}
          onClick={() => {
            // The lists of the person's own contacts know no lines.
            if (person.isPersonal === true) onAddSpeedDial(name, number);
            else onAddSpeedDial(name, number, person.id);
          }}
        />
      )}
    </>
  );
}
