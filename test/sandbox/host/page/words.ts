// English and French texts of the sandbox's pages (the product's own texts live in the product, not here).
import { outlookEn, outlookFr } from '../../outlook/page/outlookWords.ts';

const en = {
  ...outlookEn,
  sandbox: 'Sandbox',
  user: 'Person',
  theme: 'Theme',
  themeDefault: 'Light',
  themeDark: 'Dark',
  themeContrast: 'High contrast',
  language: 'Language',
  width: 'Width',
  widthFull: 'Full',
  widthSide: 'Side panel',
  widthPhone: 'Phone, 320 px',
  myStatus: 'My Teams status',
  offline: 'Signed out',
  idle: 'Away',
  active: 'Available',
  inCall: 'In a Teams call',
  inMeeting: 'In a meeting',
  presenting: 'Presenting',
  focusing: 'Focusing',
  nested: 'Nested sign-in',
  sso: 'Single sign-on',
  search: 'Search',
  railActivity: 'Activity',
  railChat: 'Chat',
  railCalendar: 'Calendar',
  railFiles: 'Files',
  appName: 'Hookswitch',
  phone: 'My phone',
  callMe: 'Call me from outside',
  answer: 'Answer',
  hangUp: 'Hang up',
  traffic: 'Random traffic',
  colleagues: 'Colleagues',
  callsMe: 'Calls me',
  onPhone: 'by phone',
  received: 'What the host received',
  receivedEmpty: 'Nothing yet.',
  receivedHint: 'A tel: link opened by the tab goes to the operating system, so this page cannot see it.',
  softphone: 'Receive tel: links here',
  clear: 'Clear',
  serviceUp: 'service up',
  serviceDown: 'service down',
  pbxUp: 'PBX up',
  pbxDown: 'PBX down',
  noPbx: 'This sandbox runs without a PBX.',
  failed: 'That did not work',
  frontTitle: 'Hookswitch in a sandbox',
  frontIntro:
    'A small Microsoft 365 tenant and an Asterisk-like PBX run on this machine. Everyone in them is made up; nothing leaves this machine.',
  frontOpen: 'Open Teams as',
  frontOutlook: 'Open Outlook as',
  frontOutlookText: 'sample mails and appointments',
  frontBot: 'Chat with the bot',
  frontBotText: 'in the Microsoft 365 Agents Playground',
  frontNoBot: 'No bot chat runs in this sandbox.',
  frontRuns: 'What runs here',
  frontTab: 'Our service: tab, API, event stream',
  frontHost: 'Teams host page',
  frontOutlookHost: 'Outlook host page',
  frontBotHost: 'Bot chat',
  frontGraph: 'Microsoft Graph and the token issuer, sandbox',
  frontPbx: 'PBX with its manager interface, sandbox',
  frontTry: 'Try this',
  frontTry1: 'Open Teams as one person, then press “Call me from outside”.',
  frontTry2: 'Answer, and watch the presence of that person change; hang up, and find the call in the log.',
  frontTry3: 'Switch on random traffic, change theme, language and width, or open a second person in another window.',
  frontTry4: 'In Outlook, select a mail with numbers or an appointment, and open Hookswitch from the ribbon.',
  extension: 'extension',
  telTitle: 'Sandbox softphone',
  telText: 'A tel: link was opened. The system’s telephone would now call:',
  telClose: 'Close this window',
};

type Words = Readonly<Record<keyof typeof en, string>>;

const fr: Words = {
  ...outlookFr,
  sandbox: 'Bac à sable',
  user: 'Personne',
  theme: 'Thème',
  themeDefault: 'Clair',
  themeDark: 'Sombre',
  themeContrast: 'Contraste élevé',
  language: 'Langue',
  width: 'Largeur',
  widthFull: 'Pleine',
  widthSide: 'Volet latéral',
  widthPhone: 'Téléphone, 320 px',
  myStatus: 'Mon statut Teams',
  offline: 'Déconnecté',
  idle: 'Absent',
  active: 'Disponible',
  inCall: 'En appel Teams',
  inMeeting: 'En réunion',
  presenting: 'En présentation',
  focusing: 'Concentration',
  nested: 'Connexion imbriquée',
  sso: 'Authentification unique',
  search: 'Rechercher',
  railActivity: 'Activité',
  railChat: 'Conversation',
  railCalendar: 'Calendrier',
  railFiles: 'Fichiers',
  appName: 'Hookswitch',
  phone: 'Mon téléphone',
  callMe: 'M’appeler de l’extérieur',
  answer: 'Répondre',
  hangUp: 'Raccrocher',
  traffic: 'Trafic aléatoire',
  colleagues: 'Collègues',
  callsMe: 'M’appelle',
  onPhone: 'par le téléphone',
  received: 'Ce que l’hôte a reçu',
  receivedEmpty: 'Rien pour l’instant.',
  receivedHint: 'Un lien tel: ouvert par l’onglet va au système d’exploitation : cette page ne peut pas le voir.',
  softphone: 'Recevoir les liens tel: ici',
  clear: 'Effacer',
  serviceUp: 'service actif',
  serviceDown: 'service arrêté',
  pbxUp: 'PBX actif',
  pbxDown: 'PBX arrêté',
  noPbx: 'Ce bac à sable tourne sans PBX.',
  failed: 'Cela n’a pas fonctionné',
  frontTitle: 'Hookswitch dans un bac à sable',
  frontIntro:
    'Un petit locataire Microsoft 365 et un PBX de type Asterisk tournent sur cette machine. Toutes les personnes sont inventées ; rien ne quitte cette machine.',
  frontOpen: 'Ouvrir Teams en tant que',
  frontOutlook: 'Ouvrir Outlook en tant que',
  frontOutlookText: 'courriels et rendez-vous d’exemple',
  frontBot: 'Discuter avec le bot',
  frontBotText: 'dans Microsoft 365 Agents Playground',
  frontNoBot: 'Aucune conversation avec le bot dans ce bac à sable.',
  frontRuns: 'Ce qui tourne ici',
  frontTab: 'Notre service : onglet, API, flux d’événements',
  frontHost: 'Page hôte Teams',
  frontOutlookHost: 'Page hôte Outlook',
  frontBotHost: 'Conversation avec le bot',
  frontGraph: 'Microsoft Graph et l’émetteur de jetons, bac à sable',
  frontPbx: 'PBX et son interface de gestion, bac à sable',
  frontTry: 'À essayer',
  frontTry1: 'Ouvrez Teams en tant qu’une personne, puis appuyez sur « M’appeler de l’extérieur ».',
  frontTry2:
    'Répondez et regardez changer la présence de cette personne ; raccrochez et retrouvez l’appel dans le journal.',
  frontTry3:
    'Activez le trafic aléatoire, changez de thème, de langue et de largeur, ou ouvrez une autre personne dans une seconde fenêtre.',
  frontTry4:
    'Dans Outlook, sélectionnez un courriel contenant des numéros ou un rendez-vous, puis ouvrez Hookswitch depuis le ruban.',
  extension: 'poste',
  telTitle: 'Téléphone du bac à sable',
  telText: 'Un lien tel: a été ouvert. Le téléphone du système appellerait maintenant :',
  telClose: 'Fermer cette fenêtre',
};

/** Languages of the pages. */
export type PageLanguage = 'en' | 'fr';

/** Key of a text. */
export type WordKey = keyof Words;

const languages: Readonly<Record<PageLanguage, Words>> = { en, fr };

/** States of phones and presence, by the word the machines use. */
const states: Readonly<Record<string, Readonly<Record<PageLanguage, string>>>> = {
  idle: { en: 'idle', fr: 'libre' },
  ringing: { en: 'ringing', fr: 'sonne' },
  busy: { en: 'on the phone', fr: 'en ligne' },
  onHold: { en: 'on hold', fr: 'en attente' },
  notRegistered: { en: 'not registered', fr: 'non enregistré' },
  unknown: { en: 'unknown', fr: 'inconnu' },
  Available: { en: 'Available', fr: 'Disponible' },
  AvailableIdle: { en: 'Available, idle', fr: 'Disponible, inactif' },
  Away: { en: 'Away', fr: 'Absent' },
  BeRightBack: { en: 'Be right back', fr: 'De retour bientôt' },
  Busy: { en: 'Busy', fr: 'Occupé' },
  DoNotDisturb: { en: 'Do not disturb', fr: 'Ne pas déranger' },
  Offline: { en: 'Offline', fr: 'Hors ligne' },
  Inactive: { en: 'inactive', fr: 'inactif' },
  InACall: { en: 'in a call', fr: 'en appel' },
  InAConferenceCall: { en: 'in a conference call', fr: 'en conférence' },
  InAMeeting: { en: 'in a meeting', fr: 'en réunion' },
  Presenting: { en: 'presenting', fr: 'en présentation' },
  Focusing: { en: 'focusing', fr: 'concentration' },
  OffWork: { en: 'off work', fr: 'ne travaille pas' },
};

/** A state in words; one we do not know is shown as it is. */
export function stateWord(language: PageLanguage, state: string): string {
  return states[state]?.[language] ?? state;
}

/** One text. */
export function word(language: PageLanguage, key: WordKey): string {
  return languages[language][key];
}

/** The language asked for by `?lang=`, else the browser's. */
export function pageLanguage(query: URLSearchParams): PageLanguage {
  return (query.get('lang') ?? navigator.language).startsWith('fr') ? 'fr' : 'en';
}

/** Puts the texts into every element with `data-word` (and `data-word-label`, `data-word-title` for accessible names). */
export function translatePage(language: PageLanguage): void {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll<HTMLElement>('[data-word]')) {
    element.textContent = word(language, element.dataset.word as WordKey);
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-word-label]')) {
    element.setAttribute('aria-label', word(language, element.dataset.wordLabel as WordKey));
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-word-title]')) {
    element.title = word(language, element.dataset.wordTitle as WordKey);
  }
}
