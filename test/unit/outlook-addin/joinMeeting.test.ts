/** @jest-environment jsdom */
// The ribbon command over an Office that behaves: it joins, or says why not, and is always over.
import * as meeting from '#shared/domain/meeting';
import { createTranslator, languageOf, loadMessages } from '#shared/i18n';
import { joinMeeting } from '../../../outlook-addin/commands/joinMeeting.ts';
import { addCommand } from '../../../outlook-addin/host/index.ts';
import { OfficeFake, aMail, answered, refused } from '../../support/OfficeFake.ts';

const link = 'https://zoom.us/j/123456789';

describe('the command joinMeeting', () => {
  let office: OfficeFake;
  let opened: string[];
  let windowOpens: boolean;

  beforeEach(() => {
    office = new OfficeFake();
    opened = [];
    windowOpens = true;
    Object.assign(globalThis, { Office: office.office });
    jest.spyOn(window, 'open').mockImplementation((url) => {
      opened.push(String(url));
      return windowOpens ? ({ opener: window } as unknown as Window) : null;
    });
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'Office');
  });

  /** Presses the button, and resolves when Outlook is told that the command is over. */
  const press = async (item: object | null): Promise<void> => {
    office.item = item === null ? null : { ...item, notificationMessages: office.notificationMessages };
    addCommand('joinMeeting', (host) =>
      joinMeeting(host, {
        loadFinder: async () => meeting,
        translatorFor: async (locale) => createTranslator(locale, await loadMessages(languageOf(locale))),
      }),
    );
    await Promise.resolve();
    await Promise.resolve();
    await new Promise<void>((resolve) => {
      office.commands.get('joinMeeting')?.({ completed: resolve });
    });
  };
  const appointment = (change: object): object => aMail({ itemType: 'appointment', body: answered(''), ...change });

  it('opens the meeting in a new window', async () => {
    await press(appointment({ location: link }));
    expect([opened, office.opened, office.notified]).toEqual([[link], [], []]);
  });

  it('opens it in the browser of the system where Office can', async () => {
    office.sets = new Set(['OpenBrowserWindowApi 1.1']);
    await press(appointment({ location: link }));
    expect([opened, office.opened]).toEqual([[], [link]]);
  });

  it('says above the item that the browser refused', async () => {
    windowOpens = false;
    await press(appointment({ location: link }));
    expect(office.notified).toEqual([expect.stringContaining('n’a pas pu être ouverte')]);
  });

  it('says above the item that there is no meeting', async () => {
    await press(appointment({ location: 'Salle 1' }));
    expect(office.notified).toEqual([expect.stringContaining('aucun lien de réunion')]);
  });

  it('says which number to dial when the meeting has no link', async () => {
    await press(
      appointment({ body: answered('<p>Téléphone : +33 1 99 00 20 14</p><p>Code de conférence : 123456</p>') }),
    );
    expect(office.notified).toEqual([expect.stringContaining('+33199002014')]);
  });

  it('says that it failed when Outlook does not give the item', async () => {
    await press(appointment({ body: refused() }));
    expect(office.notified).toHaveLength(1);
  });

  it('is over even when nothing is selected and nothing can be told', async () => {
    await press(null);
    expect([opened, office.notified]).toEqual([[], []]);
  });

  it.each(['en', 'fr', 'de', 'es', 'it', 'nl', 'pt'] as const)(
    'keeps what it says within what Outlook shows, in %s',
    async (language) => {
      const messages = await loadMessages(language);
      const { t } = createTranslator(language, messages);
      const texts = [
        t('meeting.notFound'),
        t('meeting.notOpened'),
        t('meeting.onlyPhone', { target: '+331990020144' }),
      ];
      expect(texts.filter((text) => text.length > 150)).toEqual([]);
    },
  );
});
