// The words of the manifests in every language; the stores and admin centres show them before our own pages are loaded.

/** One language's words. `{name}` in none of them: the app's name stands in its own fields. */
export interface Texts {
  /** At most 80 characters. */
  readonly shortDescription: string;
  /** At most 4000 characters. */
  readonly fullDescription: string;
  /** At most 250 characters: Outlook's description of the add-in. */
  readonly addInDescription: string;
  /** Makes the add-in's name from the app's: both stand in one list of the admin centre and must differ. */
  readonly addInName: (name: string) => string;
  readonly tab: string;
  readonly bot: readonly BotCommandText[];
  /** Labels: at most 32 characters; tips: at most 250. */
  readonly pane: { readonly label: string; readonly messageTip: string; readonly appointmentTip: string };
  readonly join: { readonly label: string; readonly tip: string };
}

/** A command of the bot as its menu shows it; the title is what gets typed. */
export interface BotCommandText {
  readonly title: string;
  readonly description: string;
}

/** Languages of the packages. */
export type Language = 'en' | 'fr';

/** Every language complete; the first one is the default. */
export const texts: Readonly<Record<Language, Texts>> = {
  en: {
    shortDescription: 'Your office phone in Teams and Outlook: dial, call log, presence.',
    fullDescription: [
      'Keep your office phone system and your number, and use them where you work.',
      'Dial a number from Teams or from a mail, see your calls and missed calls, call back with one click, and show as "In a call" to your colleagues while you are on the phone.',
      'Join a meeting, or dial into it with its conference ID and PIN, straight from the appointment in Outlook.',
      'Calls are placed by the phone app on your device or by your own desk phone.',
    ].join('\n\n'),
    addInDescription:
      'Dial the phone numbers of a mail, join a meeting or dial into it from its appointment, and see your call log.',
    addInName: (name) => `${name} for Outlook`,
    tab: 'Calls',
    bot: [
      { title: 'help', description: 'What I can do for you' },
      { title: 'missed', description: 'Your last missed calls, with a button to call back' },
      { title: 'call', description: 'call NUMBER: rings your phone, then dials, e.g. call +33 1 99 00 12 34' },
    ],
    pane: {
      label: 'Calls',
      messageTip: 'Shows the phone numbers in this message, ready to dial, and your call log.',
      appointmentTip: 'Shows how to join this meeting, by link or by phone, and your call log.',
    },
    join: {
      label: 'Join meeting',
      tip: 'Opens the meeting link found in this appointment.',
    },
  },
  fr: {
    shortDescription: 'Votre téléphone de bureau dans Teams et Outlook : appels, journal, présence.',
    fullDescription: [
      'Gardez votre téléphonie d’entreprise et votre numéro, et utilisez-les là où vous travaillez.',
      'Composez un numéro depuis Teams ou depuis un e-mail, consultez vos appels et vos appels manqués, rappelez en un clic, et apparaissez « En communication » pour vos collègues pendant que vous téléphonez.',
      'Rejoignez une réunion, ou appelez-la avec son identifiant de conférence et son code, directement depuis le rendez-vous dans Outlook.',
      'Les appels sont passés par l’application de téléphonie de votre appareil ou par votre propre téléphone de bureau.',
    ].join('\n\n'),
    addInDescription:
      'Composez les numéros de téléphone d’un e-mail, rejoignez une réunion ou appelez-la depuis son rendez-vous, et consultez votre journal d’appels.',
    addInName: (name) => `${name} pour Outlook`,
    tab: 'Appels',
    bot: [
      { title: 'aide', description: 'Ce que je peux faire pour vous' },
      { title: 'manqués', description: 'Vos derniers appels manqués, avec un bouton pour rappeler' },
      {
        title: 'appeler',
        description: 'appeler NUMÉRO : fait sonner votre téléphone, puis compose, p. ex. appeler +33 1 99 00 12 34',
      },
    ],
    pane: {
      label: 'Appels',
      messageTip: 'Affiche les numéros de téléphone de ce message, prêts à composer, et votre journal d’appels.',
      appointmentTip: 'Affiche comment rejoindre cette réunion, par lien ou par téléphone, et votre journal d’appels.',
    },
    join: {
      label: 'Rejoindre la réunion',
      tip: 'Ouvre le lien de réunion trouvé dans ce rendez-vous.',
    },
  },
};
