// A person with the state of phone and Teams, and every number, each ready to be called.
import { Avatar, Button, mergeClasses } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronUpRegular } from '@fluentui/react-icons/svg/chevron-up';
import { memo, useState, type ReactElement } from 'react';
import type { Person, TeamsPresence } from '#shared/contracts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { DialButton } from '../DialButton/DialButton.tsx';
import { PersonCard } from '../PersonCard/PersonCard.tsx';
import { PersonActions } from './PersonActions.tsx';
import { usePersonRowStyles } from './PersonRow.styles.ts';
import { PersonState } from './PersonState.tsx';
import { chatLink, kindKey, mailLink, nameOf, workOf } from './personText.ts';

type PersonNumber = Person['numbers'][number];

/** Properties of a row; a missing action hides its control. */
export interface PersonRowProps {
  readonly person: Person;
  /** What Teams shows; undefined while it is not known. */
  readonly presence?: TeamsPresence;
  /** The number that is called by default stands first. @default the first one */
  readonly preferred?: PersonNumber;
  /** At first without chat, mail and details: their place is kept. @default false */
  readonly isBrief?: boolean;
  /** The details are shown. @default false */
  readonly isOpen?: boolean;
  readonly onToggle?: (person: Person) => void;
  readonly onAddSpeedDial?: (label: string, number: string, personId?: string) => void;
  /** Tab stop of the row's controls. @default 0 */
  readonly tabIndex?: number;
}

/** One person. Rendered anew only when something of it changes: a search shows others with every key. */
export const PersonRow = memo(function PersonRow(props: PersonRowProps): ReactElement {
  const { person, presence, isBrief = false, isOpen = false, onAddSpeedDial, tabIndex = 0 } = props;
  const styles = usePersonRowStyles();
  const translator = useTranslator();
  const name = nameOf(person, translator);
  const work = workOf(person);
  return (
    <article className={styles.root} aria-label={name}>
      <div className={styles.line}>
        <Avatar name={name} color="colorful" aria-hidden className={styles.avatar} />
        <div className={styles.body}>
          <div className={styles.name} title={name} dir="auto">
            {name}
          </div>
          {work !== '' && (
            <div className={styles.work} title={work} dir="auto">
              {work}
            </div>
          )}
          <PersonState person={person} presence={presence} />
        </div>
        {!isOpen && <Numbers {...props} name={name} />}
        <RowEnd {...props} name={name} isOpen={isOpen} isBrief={isBrief} tabIndex={tabIndex} />
      </div>
      {isOpen && (
        <div className={styles.card}>
          <PersonCard person={person} tabIndex={tabIndex} {...(onAddSpeedDial && { onAddSpeedDial })} />
        </div>
      )}
    </article>
  );
});

interface RowEndProps extends Omit<PersonRowProps, 'presence' | 'preferred' | 'onAddSpeedDial'> {
  readonly name: string;
  readonly isBrief: boolean;
  readonly isOpen: boolean;
  readonly tabIndex: number;
}

/** Chat, mail, details. Once there they stay, also while the list around them is brief again. */
function RowEnd({ person, name, isBrief, isOpen, tabIndex, onToggle }: RowEndProps): ReactElement {
  const styles = usePersonRowStyles();
  const [wasFull, setFull] = useState(!isBrief);
  if (!isBrief && !wasFull) setFull(true);
  const count = [chatLink(person), mailLink(person), onToggle].filter((one) => one !== undefined).length;
  const room = [undefined, styles.one, styles.two, styles.three][count];
  return (
    <span className={mergeClasses(styles.actions, room)}>
      {wasFull && <PersonActions person={person} tabIndex={tabIndex} />}
      {wasFull && onToggle !== undefined && (
        <Toggle person={person} name={name} isOpen={isOpen} tabIndex={tabIndex} onToggle={onToggle} />
      )}
    </span>
  );
}

function Numbers({ person, preferred, name, tabIndex = 0 }: PersonRowProps & { readonly name: string }): ReactElement {
  const styles = usePersonRowStyles();
  const { t } = useTranslator();
  return (
    <ul className={styles.numbers}>
      {preferredFirst(person.numbers, preferred).map(({ kind, number }, index) => (
        <li key={`${kind} ${number}`} className={styles.number} data-dial>
          <span className={styles.kind}>{t(kindKey(kind))}</span>
          <DialButton
            // The ways to call stand behind each number in the details.
            shape={index === 0 ? 'long' : 'text'}
            number={number}
            target={`${name}, ${t(kindKey(kind))}`}
            tabIndex={tabIndex}
          />
        </li>
      ))}
    </ul>
  );
}

interface ToggleProps {
  readonly person: Person;
  readonly name: string;
  readonly isOpen: boolean;
  readonly tabIndex: number;
  readonly onToggle: (person: Person) => void;
}

function Toggle({ person, name, isOpen, tabIndex, onToggle }: ToggleProps): ReactElement {
  const { t } = useTranslator();
  const label = t('people.details', { name });
  return (
    <Button
      appearance="subtle"
      icon={isOpen ? <ChevronUpRegular /> : <ChevronDownRegular />}
      aria-label={label}
      aria-expanded={isOpen}
      title={label}
      tabIndex={tabIndex}
      onClick={() => {
        onToggle(person);
      }}
    />
  );
}

function preferredFirst(
  numbers: readonly PersonNumber[],
  preferred: PersonNumber | undefined,
): readonly PersonNumber[] {
  if (preferred === undefined || !numbers.includes(preferred)) return numbers;
  return [preferred, ...numbers.filter((number) => number !== preferred)];
}
