// Finds the columns of a table of contacts by their headings: ours, and those Outlook, Google and phone systems write.

/** What a row of the table may tell. */
export type ContactField = 'label' | 'first' | 'last' | 'company' | 'number' | 'group' | 'categories';

/** Where each field stands; of several columns the best first. */
export type ContactColumns = Readonly<Record<ContactField, readonly number[]>>;

/** A table without headings. */
export const plainColumns: ContactColumns = {
  label: [0],
  first: [],
  last: [],
  company: [],
  number: [1],
  group: [2],
  categories: [],
};

/**
 * Folded headings in the languages of the apps, the best first. In the exports of Outlook a person's `nom`, `nombre` or `nome`
 * is but a part of the name: another part beside it makes the whole.
 */
const headings: Readonly<Record<ContactField, readonly string[]>> = {
  label: words('display name|full name|file as|label|name|nom|libelle|bezeichnung|nombre|nome|naam|etiqueta'),
  first: words('first name|given name|prenom|vorname|nombre de pila|nome proprio|voornaam'),
  last: words(
    'last name|family name|surname|nom de famille|nachname|familienname|apellidos|apellido|cognome|achternaam|apelido|apelidos',
  ),
  company: words(
    'company|company name|organization|organization name|organization 1 - name|organisation|societe|entreprise|firma|unternehmen|organizacion|empresa|societa|azienda|bedrijf',
  ),
  number: [
    ...words('number|phone|phone number|telephone|telephone number|business phone|work phone|mobile phone|mobile'),
    ...words('phone 1 - value|primary phone|business phone 2|company main phone|phone 2 - value|phone 3 - value'),
    ...words('home phone|other phone'),
    ...words(
      'numero|numero de telephone|telephone (bureau)|tel. (bureau)|telephone bureau|tel. mobile|telephone mobile',
    ),
    ...words('telefon|telefonnummer|nummer|telefon geschaftlich|telefon (geschaftlich)|mobiltelefon|telefon privat'),
    ...words(
      'telefono|telefono del trabajo|telefono movil|movil|telefono (ufficio)|ufficio|cellulare|telefono cellulare',
    ),
    ...words('telefoonnummer|telefoon|telefoon op werk|mobiele telefoon|telefone|telefone (emprego)|telemovel'),
  ],
  group: words('group|category|groupe|gruppe|grupo|gruppo|groep|categorie|kategorie'),
  categories: words('categories|labels|group membership|categories (outlook)|kategorien|categorias|categorieen'),
};

const fields: readonly ContactField[] = ['label', 'first', 'last', 'company', 'number', 'group', 'categories'];

/** The columns when the first line names at least the numbers. `titles` are ours in the language of the reader, before all others. */
export function columnsOf(
  cells: readonly string[],
  titles: Readonly<Partial<Record<ContactField, string>>>,
): ContactColumns | undefined {
  const names = cells.map(folded);
  const places = (field: ContactField): readonly number[] =>
    [...new Set([folded(titles[field] ?? ''), ...headings[field]])].flatMap((heading) => {
      const at = heading === '' ? -1 : names.indexOf(heading);
      return at < 0 ? [] : [at];
    });
  const found = Object.fromEntries(fields.map((field) => [field, places(field)])) as Record<ContactField, number[]>;
  return found.number.length === 0 ? undefined : found;
}

/** Who is in a row: the whole name, else its parts, else where they work. */
export function nameOf(cell: (field: ContactField) => string): string {
  const [label, first, last] = [cell('label'), cell('first'), cell('last')];
  if (first !== '' && last !== '') return label === '' ? `${first} ${last}` : label;
  const parts = [first, label, last].filter((part) => part !== '').join(' ');
  return parts === '' ? cell('company') : parts;
}

function words(text: string): readonly string[] {
  return text.split('|');
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}
