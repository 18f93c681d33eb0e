// A large fictional company: names of many beginnings, numbers in several formattings, the same for the same seed.
import type { GraphUser } from '#bot/graph';
import { seededRandom } from './seededRandom.ts';

const given =
  'Ada Bruno Chloé Dario Élodie Farid Greta Hugo Ines Jonas Kenza Liam Maïa Nils Olga Paulo Rosa Samir Tess'.split(' ');
const syllables = 'exem pla spe ci men sam ple tes tu pla ce hol der fic ti mus ter bei spiel mo ck pro to'.split(' ');
const departments = 'Sales,Support,Finance,Engineering,Legal,Logistics,Front desk,Café & Küche,Ventes,Achats'.split(
  ',',
);
const titles = ['Adviser', 'Manager', 'Assistant', 'Engineer', 'Analyst', 'Coordinator'];
const firstExtension = 10_000;

/** `count` people; user i has extension 10000 + i at the end of their number. */
export function makePeople(count: number, seed: number): readonly GraphUser[] {
  const random = seededRandom(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  return Array.from({ length: count }, (_, index) => {
    const name = pick(given);
    const surname = capital(pick(syllables) + pick(syllables) + (random() < 0.5 ? pick(syllables) : ''));
    const mail = `${plain(name)}.${plain(surname)}${String(index)}@example.com`;
    const extension = String(firstExtension + index);
    return {
      id: idOf(index),
      displayName: `${name} ${surname}`,
      userPrincipalName: mail,
      mail,
      department: pick(departments),
      jobTitle: pick(titles),
      businessPhones: [
        index % 2 === 0 ? `+331990${extension}` : `+33 1 99 0${extension.slice(0, 1)} ${extension.slice(1)}`,
      ],
      ...(index % 3 === 0 ? { mobilePhone: `+1 202-555-01${String(index % 100).padStart(2, '0')}` } : {}),
    };
  });
}

function idOf(index: number): string {
  return `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
