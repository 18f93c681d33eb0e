// Tables other programs write: Outlook's and Google's names, several numbers of a person, and numbers a spreadsheet has spoilt.
import { readSpeedDialsCsv } from '#shared/models';

const titles = { label: 'Name', number: 'Number', group: 'Group' };

function read(text: string): readonly string[] {
  return readSpeedDialsCsv(text, titles).map(({ draft, fault }) =>
    [draft.label, draft.number, draft.groupLabel ?? '-', fault ?? ''].join('|'),
  );
}

describe('readSpeedDialsCsv', () => {
  it.each([
    [
      'Outlook',
      'First Name,Last Name,Business Phone,Mobile Phone\nAda,Example,+33199002014,+33699000101',
      '+33199002014',
    ],
    [
      'Outlook, a mobile alone',
      'First Name,Last Name,Mobile Phone,Business Phone\nAda,Example,0699000101,',
      '0699000101',
    ],
    ['Outlook in French', 'Prénom,Nom,Téléphone (bureau)\nAda,Example,0199002014', '0199002014'],
    ['Outlook in German', 'Vorname;Nachname;Telefon geschäftlich\nAda;Example;0199002014', '0199002014'],
    ['Outlook in Spanish', 'Nombre;Apellidos;Teléfono móvil\nAda;Example;0699000101', '0699000101'],
    ['Google', 'Name,Given Name,Family Name,Phone 1 - Type,Phone 1 - Value\nAda Example,Ada,Example,Work,2014', '2014'],
    [
      'Google, two in a cell',
      'First Name,Last Name,Phone 1 - Label,Phone 1 - Value\nAda,Example,Work,2014 ::: 2015',
      '2014',
    ],
    ['a first name alone', 'First Name,Last Name,Phone\nAda Example,,2014', '2014'],
    ['a firm', 'First Name,Last Name,Company,Phone\n,,Ada Example,2014', '2014'],
  ])('reads what %s writes', (_what, text, number) => {
    expect(read(text)).toEqual([`Ada Example|${number}|-|`]);
  });

  it.each([
    ['Labels', '* myContacts ::: Friends'],
    ['Group Membership', 'Friends ::: * starred'],
    ['Categories', 'Friends;Suppliers'],
  ])('takes the first own group of %s', (heading, value) => {
    expect(read(`Name,Phone 1 - Value,${heading}\nAda,2014,${value}`)).toEqual(['Ada|2014|Friends|']);
  });

  it('says of a rounded number that its digits are lost, and takes decimals of zero away', () => {
    const text = 'Name;Number\nAda;1.99E+08\nBruno;3,32E+10\nChloé;33199002014,0\nDora;33199002015.00\nEmil;2014E';
    expect(read(text)).toEqual([
      'Ada|1.99E+08|-|rounded',
      'Bruno|3,32E+10|-|rounded',
      'Chloé|33199002014|-|',
      'Dora|33199002015|-|',
      'Emil|2014E|-|',
    ]);
  });

  it('reads every row of a long file', () => {
    const rows = Array.from({ length: 3000 }, (_, index) => `P${String(index)},${String(index + 1000)}`);
    expect(readSpeedDialsCsv(`Name,Number\n${rows.join('\n')}`, titles)).toHaveLength(3000);
  });
});
