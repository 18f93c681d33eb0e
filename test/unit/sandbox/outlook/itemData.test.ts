// What office.js is told about an item, a mailbox without one, and the host around it.
import { appContext, requirementMatrix, themeChange } from '../../../sandbox/outlook/page/hostContext.ts';
import { endOf, initialData, placesOf, plainText, windowData } from '../../../sandbox/outlook/page/itemData.ts';
import { now, sample, settings } from './outlookWorld.ts';

describe('plainText', () => {
  it.each([
    ['<p>one</p><p>two</p>', 'one\ntwo'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['<table><tr><td>Office:</td><td><b>+33</b></td></tr></table>', 'Office:\t+33'],
    ['<ul>\n <li>one</li>\n <li>two</li>\n</ul>', 'one\ntwo'],
    ['<script>alert(1)</script><style>p{}</style>text', 'text'],
    ['&lt;at&gt; &amp;nbsp; &#39;x&#39; &unknown;', "<at> &nbsp; 'x' &unknown;"],
    ['', ''],
  ])('makes of %j the text %j', (html, text) => {
    expect(plainText(html)).toBe(text);
  });
});

describe('initialData', () => {
  it('of a mail has sender, subject and no times', () => {
    const data = initialData(sample('signature'), 4, settings);
    expect(data).toMatchObject({
      itemType: 1,
      itemNumber: 4,
      id: 'signature',
      subject: 'RE: Devis signé, merci',
      normalizedSubject: 'Devis signé, merci',
      from: { name: 'Hélène Exemple' },
      to: [{ address: 'ada.example@example.com' }],
      userEmailAddress: 'ada.example@example.com',
    });
    expect(data).not.toHaveProperty('start');
  });

  it('of an appointment one is invited to has organizer, times and place', () => {
    const item = sample('phone-conference');
    expect(initialData(item, 1, settings)).toMatchObject({
      itemType: 2,
      organizer: { name: 'Chloé Exemple' },
      location: 'Conférence téléphonique',
      start: item.at,
      end: item.at + 45 * 60_000,
    });
    expect(item.at).toBeGreaterThan(now);
    expect(endOf({ ...sample('signature'), kind: 'appointment' })).toBe(sample('signature').at + 30 * 60_000);
  });

  it('of one’s own appointment is a compose form: its fields are asked for one by one', () => {
    const data = initialData(sample('own'), 1, settings);
    expect(data).toMatchObject({ itemType: 5, id: 'own' });
    expect(data).not.toHaveProperty('subject');
  });

  it('without an item is the mailbox alone', () => {
    const data = initialData(null, 2, settings);
    expect(data).toMatchObject({ itemType: 6, userDisplayName: 'Ada Example' });
    expect(data).not.toHaveProperty('id');
  });

  it.each([
    ['readItem', 1],
    ['readWriteMailbox', 2],
    ['readWriteItem', 3],
  ] as const)('counts permission %s as %d', (permission, level) => {
    expect(initialData(null, 1, { ...settings, permission })).toMatchObject({ permissionLevel: level });
  });
});

describe('windowData', () => {
  it.each([
    ['commands', true, { openWindowOpen: true }],
    ['commands', false, {}],
    ['pane', true, {}],
  ] as const)('of %s with the switch %s is %j', (frame, doesHostOpenWindows, data) => {
    expect(windowData(frame, { doesHostOpenWindows })).toEqual(data);
  });
});

describe('placesOf', () => {
  it('gives each place by itself', () => {
    expect(placesOf(sample('own'))).toMatchObject([
      { displayName: 'Salle Exemple' },
      { displayName: 'Réunion Microsoft Teams' },
    ]);
    expect(placesOf(sample('signature'))).toEqual([]);
  });
});

describe('the host’s context', () => {
  it('names the requirement sets the controls ask for', () => {
    expect(JSON.parse(requirementMatrix(settings))).toMatchObject({ Mailbox: '1.14', NestedAppAuth: '1.1' });
    expect(JSON.parse(requirementMatrix({ ...settings, isNestedOn: false }))).not.toHaveProperty('NestedAppAuth');
    expect(JSON.parse(requirementMatrix(settings))).not.toHaveProperty('OpenBrowserWindowApi');
  });

  it('has language and theme', () => {
    expect(appContext(settings)).toMatchObject({
      _appName: 64,
      _appUILocale: 'fr-FR',
      _officeTheme: { bodyBackgroundColor: '#292929', bodyForegroundColor: '#ffffff' },
    });
  });

  it('tells a change of theme in numbers', () => {
    const [text = ''] = themeChange('default');
    expect(JSON.parse(text)).toMatchObject({ bodyBackgroundColor: 0xffffff, bodyForegroundColor: 0x242424 });
  });
});
