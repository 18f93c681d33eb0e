// Obviously fictional people: given names times family names nobody can mistake for a real person's.

const givenNames = [
  'Ada',
  'Bruno',
  'Chloé',
  'Dario',
  'Élodie',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Kenza',
  'Liam',
  'Maïa',
  'Nils',
  'Olga',
  'Paulo',
  'Quentin',
  'Rosa',
  'Samir',
  'Tess',
  'Ugo',
  'Vera',
  'Wim',
  'Xénia',
  'Yann',
  'Zoë',
  'Anouk',
  'Bilal',
  'Cléa',
  'Diego',
  'Emma',
] as const;

const familyNames = [
  'Example',
  'Sample',
  'Specimen',
  'Placeholder',
  'Fictive',
  'Imaginary',
  'Testcase',
  'Mockup',
  'Notional',
  'Pretend',
  'Demoperson',
  'Prototype',
  'Template',
  'Fixture',
  'Exemple',
  'Inventée',
  'Mustermensch',
  'Beispiel',
  'Esempio',
  'Ejemplo',
  'Voorbeeld',
  'Makebelieve',
  'Hypothetical',
] as const;

const departments = ['Sales', 'Support', 'Finance', 'Engineering', 'Legal', 'Logistics', 'Front desk'] as const;
const jobTitles = ['Adviser', 'Manager', 'Assistant', 'Engineer', 'Analyst', 'Coordinator'] as const;

/** The name and place in the company of one made-up person. */
export interface FictionalPerson {
  readonly givenName: string;
  readonly surname: string;
  readonly displayName: string;
  /** Left part of the mail address: ASCII, unique per index. */
  readonly mailbox: string;
  readonly department: string;
  readonly jobTitle: string;
}

function pick(list: readonly string[], index: number): string {
  return list[index % list.length] ?? '';
}

/** Letters only, without accents, lower case. */
function asciiOf(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}

/** Person number `index` (0 is Ada Example, 1 Bruno Sample, ...). The list lengths share no factor, so 713 pairs come before a repeat. */
export function fictionalPerson(index: number): FictionalPerson {
  const givenName = pick(givenNames, index);
  const surname = pick(familyNames, index);
  const round = Math.floor(index / (givenNames.length * familyNames.length));
  return {
    givenName,
    surname,
    displayName: round === 0 ? `${givenName} ${surname}` : `${givenName} ${surname} ${String(round + 1)}`,
    mailbox: `${asciiOf(givenName)}.${asciiOf(surname)}${round === 0 ? '' : String(round + 1)}`,
    department: pick(departments, index * 3 + round),
    jobTitle: pick(jobTitles, index * 5 + round),
  };
}
