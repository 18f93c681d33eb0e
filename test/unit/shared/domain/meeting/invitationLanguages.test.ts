// Invitations as the services write them in many languages: every dial-in number, no id taken for one, the code for callers.
import { findMeeting } from '#shared/domain/meeting';

const us = '+12025550142';
const gb = '+442079460123';
const usText = '+1 202-555-0142';
const gbText = '+44 20 7946 0123';
const teams = 'https://teams.microsoft.com/meet/31245678901234?p=AbCdEfGh12';
const zoom = 'https://us02web.zoom.us/j/2025550199?pwd=abcDEF.1';
const webex = 'https://example.webex.com/example/j.php?MTID=m0123456789abcdef0123456789abcdef';
const ring = 'https://v.ringcentral.com/join/202555017?pw=6ac7d3ae';

/** The newer invitation of Teams; the number stands without its `,,id#` as in mails that were forwarded as text. */
const teamsIn = (meetingId: string, secret: string, byPhone: string, find: string, conferenceId: string) =>
  `Microsoft Teams\n${teams}\n${meetingId}: 202 555 0177 12\n${secret}: Ab3dEf\n________\n${byPhone}\n${usText} United States\n${find}<https://dialin.teams.microsoft.com/x?id=2>\n${conferenceId}: 202 555 016#\n`;

const zoomIn = (meetingId: string, secret: string, byPlace: string, find: string) =>
  `Zoom\n${zoom}\n\n${meetingId}: 202 555 0199\n${secret}: 482913\n\n---\n\n${byPlace}\n• ${usText} US\n• ${gbText} UK\n\n${meetingId}: 202 555 0199\n${secret}: 482913\n\n${find}: https://us02web.zoom.us/u/kx\n`;

const webexIn = (join: string, number: string, secret: string, byPhone: string, access: string) =>
  `${join}\n${webex}\n\n${number}: 2025 550 1833\n${secret}: Ab3dEf9x (62728293 ...)\n\n${byPhone}\n${usText} US Toll\n${access}: 202 555 01833\n`;

const ringIn = (secret: string, dial: string, access: string, phoneSecret: string) =>
  `RingCentral Video\n    ${ring}\n\n${secret}: s3cret12\n\n${dial}:\n    +1 (202) 5550142 US\n\t+44 (20) 79460123 UK\n    ${access}: 202 555 017 \n\n${phoneSecret}: 3893596796\n`;

describe('findMeeting', () => {
  describe('when a Teams invitation names its codes in the language of its sender', () => {
    it.each([
      ['en', 'Meeting ID', 'Passcode', 'Dial in by phone', 'Find a local number', 'Phone conference ID'],
      [
        'fr',
        'ID de réunion ',
        'Code secret ',
        'Composer par téléphone',
        'Rechercher un numéro local',
        'ID de conférence téléphonique ',
      ],
      ['de', 'Besprechungs-ID', 'Passcode', 'Per Telefon einwählen', 'Lokale Nummer suchen', 'Telefonkonferenz-ID'],
      [
        'es',
        'Id. de reunión',
        'Código de acceso',
        'Llamar por teléfono',
        'Buscar un número local',
        'Id. de conferencia telefónica',
      ],
      [
        'it',
        'ID riunione',
        'Passcode',
        'Accesso esterno tramite telefono',
        'Trova un numero locale',
        'ID conferenza telefonica',
      ],
      [
        'nl',
        'Vergaderings-id',
        'Toegangscode',
        'Inbellen via telefoon',
        'Een lokaal nummer zoeken',
        'Telefonische vergaderings-id',
      ],
      [
        'pt-BR',
        'ID da Reunião',
        'Senha',
        'Discar por telefone',
        'Localizar um número local',
        'ID da conferência telefônica',
      ],
      ['sv', 'Mötes-ID', 'Lösenord', 'Ring in via telefon', 'Hitta ett lokalt nummer', 'Telefonkonferens-ID'],
      ['da', 'Møde-id', 'Adgangskode', 'Ring op via telefon', 'Find et lokalt nummer', 'Telefonkonference-id'],
      ['nb', 'Møte-ID', 'Passord', 'Ring inn på telefon', 'Finn et lokalt nummer', 'Telefonkonferanse-ID'],
      [
        'fi',
        'Kokoustunnus',
        'Tunnuskoodi',
        'Soita puhelimitse',
        'Etsi paikallinen numero',
        'Puhelinneuvottelun tunnus',
      ],
      [
        'pl',
        'Identyfikator spotkania',
        'Kod dostępu',
        'Zadzwoń przez telefon',
        'Znajdź numer lokalny',
        'Identyfikator konferencji telefonicznej',
      ],
      ['cs', 'ID schůzky', 'Heslo', 'Připojit se telefonem', 'Najít místní číslo', 'ID telefonní konference'],
      [
        'hu',
        'Értekezlet azonosítója',
        'PIN-kód',
        'Csatlakozás telefonon',
        'Helyi szám keresése',
        'Telefonkonferencia azonosítója',
      ],
      ['tr', 'Toplantı Kimliği', 'Geçiş Kodu', 'Telefonla arayın', 'Yerel numara bul', 'Telefon konferansı kimliği'],
      [
        'ru',
        'Идентификатор собрания',
        'Секретный код',
        'Позвонить по телефону',
        'Найти местный номер',
        'Идентификатор телефонной конференции',
      ],
      ['ja', '会議 ID', 'パスコード', '電話でダイヤルイン', '市内番号を検索', '電話会議 ID'],
      ['ko', '모임 ID', '암호', '전화로 전화 접속', '로컬 번호 찾기', '전화 회의 ID'],
      ['zh-CN', '会议 ID', '密码', '通过电话拨入', '查找本地号码', '电话会议 ID'],
      ['zh-TW', '會議識別碼', '密碼', '透過電話撥入', '尋找當地號碼', '電話會議識別碼'],
      ['an unknown language', 'Fundur', 'Leyni', 'Dial in by phone', 'Finna', 'Símanúmer fundar'],
    ])('reads %s', (...[, meetingId, secret, byPhone, find, conferenceId]) => {
      const meeting = findMeeting({ bodyText: teamsIn(meetingId, secret, byPhone, find, conferenceId), country: 'US' });
      expect(meeting).toMatchObject({ joinUrl: teams, conferenceId: '202555016' });
      expect(meeting?.phones.map(({ e164 }) => e164)).toEqual([us]);
    });
  });

  describe('when a Zoom invitation has ids of the shape of phone numbers', () => {
    it.each([
      ['en', 'Meeting ID', 'Passcode', 'Dial by your location', 'Find your local number'],
      [
        'fr',
        'ID de réunion',
        'Code secret',
        'Composez un numéro en fonction de votre emplacement',
        'Trouvez votre numéro local',
      ],
      ['de', 'Meeting-ID', 'Kenncode', 'Einwahl nach aktuellem Standort', 'Ortseinwahl suchen'],
      ['es', 'ID de reunión', 'Código de acceso', 'Marcar según su ubicación', 'Encuentre su número local'],
      ['it', 'ID riunione', 'Codice d’accesso', 'Componi in base alla tua posizione', 'Trova il tuo numero locale'],
      ['pt', 'ID da reunião', 'Senha de acesso', 'Discar pelo seu local', 'Localizar seu número local'],
      ['nl', 'Meeting-id', 'Toegangscode', 'Bel in op basis van uw locatie', 'Zoek uw lokale nummer'],
      [
        'pl',
        'Identyfikator spotkania',
        'Kod dostępu',
        'Wybierz numer w zależności od lokalizacji',
        'Znajdź swój numer',
      ],
      [
        'ru',
        'Идентификатор конференции',
        'Код доступа',
        'Набор номера в зависимости от местоположения',
        'Найдите свой местный номер',
      ],
      ['sv', 'Mötes-ID', 'Lösenkod', 'Ring baserat på din plats', 'Hitta ditt lokala nummer'],
      ['tr', 'Toplantı Kimliği', 'Parola', 'Konumunuza göre çevirin', 'Yerel numaranızı bulun'],
      ['ja', 'ミーティング ID', 'パスコード', '所在地でダイアル', '市内番号を検索'],
      ['ko', '회의 ID', '암호', '해당 위치로 전화 걸기', '현지 번호 찾기'],
      ['zh-CN', '会议号', '密码', '根据你的位置拨号', '查找本地号码'],
      ['zh-TW', '會議 ID', '密碼', '依據您的位置撥號', '尋找您的本地號碼'],
      ['vi', 'ID cuộc họp', 'Mật khẩu', 'Quay số theo vị trí của bạn', 'Tìm số nội hạt'],
      ['id', 'ID Rapat', 'Kata sandi', 'Panggil berdasarkan lokasi Anda', 'Temukan nomor lokal'],
    ])('reads %s', (_, meetingId, secret, byPlace, find) => {
      const meeting = findMeeting({ bodyText: zoomIn(meetingId, secret, byPlace, find), country: 'US' });
      expect(meeting).toMatchObject({ joinUrl: zoom, conferenceId: '2025550199', pin: '482913' });
      expect(meeting?.phones.map(({ e164 }) => e164)).toEqual([us, gb]);
    });
  });

  describe('when a Webex invitation spells its password in digits for callers', () => {
    it.each([
      [
        'en',
        'Join from the meeting link',
        'Meeting number (access code)',
        'Meeting password',
        'Join by phone',
        'Access code',
      ],
      [
        'fr',
        'Rejoindre à partir du lien',
        'Numéro de la réunion (code d’accès)',
        'Mot de passe de la réunion',
        'Rejoindre par téléphone',
        'Code d’accès',
      ],
      [
        'de',
        'Über den Meeting-Link beitreten',
        'Meeting-Kennnummer (Zugriffscode)',
        'Meeting Passwort',
        'Über Telefon beitreten',
        'Zugriffscode',
      ],
      [
        'es',
        'Unirse desde el enlace',
        'Número de la reunión (código de acceso)',
        'Contraseña',
        'Unirse por teléfono',
        'Código de acceso',
      ],
      [
        'it',
        'Partecipa dal link',
        'Numero riunione (codice di accesso)',
        'Password riunione',
        'Accedi tramite telefono',
        'Codice di accesso',
      ],
      [
        'nl',
        'Deelnemen via de koppeling',
        'Vergaderingsnummer (toegangscode)',
        'Wachtwoord',
        'Deelnemen via telefoon',
        'Toegangscode',
      ],
      [
        'ja',
        'ミーティングリンクから参加する',
        'ミーティング番号（アクセス コード）',
        'ミーティングパスワード',
        '電話で参加する',
        'アクセス コード',
      ],
      ['zh-CN', '通过会议链接加入', '会议号（访问码）', '会议密码', '通过电话加入', '访问码'],
    ])('reads %s', (...[, join, number, secret, byPhone, access]) => {
      const meeting = findMeeting({ bodyText: webexIn(join, number, secret, byPhone, access), country: 'US' });
      expect(meeting?.joinUrl).toBe(webex);
      expect([meeting?.conferenceId, meeting?.phones.map(({ e164 }) => e164)]).toEqual(['20255501833', [us]]);
    });

    it('keeps the digits in brackets for callers and the password for people', () => {
      const bodyText = webexIn('Join', 'Meeting number', 'Meeting password', 'Join by phone', 'Access code');
      expect(findMeeting({ bodyText, country: 'US' })).toMatchObject({ pin: '62728293', passcode: 'Ab3dEf9x' });
    });

    it('takes the tones of its one-tap line', () => {
      const bodyText = `Join\n${webex}\nTap to join from a mobile device\n${usText},,*01*20255501833##*01* US Toll`;
      const meeting = findMeeting({ bodyText });
      expect([meeting?.conferenceId, meeting?.phones[0]?.postDial]).toEqual(['20255501833', ',,*01*20255501833##*01*']);
    });
  });

  describe('when a RingCentral invitation has no one-tap line', () => {
    it.each([
      ['en', 'Password', 'Or dial', 'Access Code/Meeting ID', 'Dial-in password'],
      ['fr', 'Mot de passe', 'Ou composez', 'Code d’accès/ID de réunion', 'Mot de passe d’appel'],
      ['de', 'Kennwort', 'Oder wählen Sie', 'Zugriffscode/Besprechungs-ID', 'Einwahlkennwort'],
      ['es', 'Contraseña', 'O marque', 'Código de acceso/ID de reunión', 'Contraseña de marcado'],
      ['it', 'Password', 'Oppure componi', 'Codice di accesso/ID riunione', 'Password di composizione'],
      ['fi', 'Salasana', 'Tai soita', 'Pääsykoodi/kokouksen tunnus', 'Sisäänsoittosalasana'],
      ['pt-PT', 'Palavra-passe', 'Ou marque', 'Código de acesso/ID da reunião', 'Palavra-passe de marcação'],
      ['ja', 'パスワード', 'または以下の番号にダイヤル', 'アクセス コード/会議 ID', 'ダイヤルイン パスワード'],
      ['zh-TW', '密碼', '或撥打', '存取碼/會議 ID', '撥入密碼'],
      ['ko', '비밀번호', '또는 전화 걸기', '액세스 코드 / 모임 ID', '전화 걸기 비밀번호'],
    ])('reads %s', (_, secret, dial, access, phoneSecret) => {
      const meeting = findMeeting({ bodyText: ringIn(secret, dial, access, phoneSecret), country: 'US' });
      expect(meeting).toMatchObject({
        joinUrl: ring,
        conferenceId: '202555017',
        pin: '3893596796',
        passcode: 's3cret12',
      });
      expect(meeting?.phones.map(({ e164 }) => e164)).toEqual([us, gb]);
    });
  });

  describe('when a Meet invitation calls its PIN by another name', () => {
    it.each([
      ['en', `Or dial: (US) ${usText} PIN: 763 505 336#`],
      ['fr', `Ou composez le : (US) ${usText} Code : 763 505 336#`],
      ['ru', `Или по телефону: (US) ${usText} PIN-код: 763 505 336#`],
      ['ar', `أو الاتصال على: (US) ${usText} رقم التعريف الشخصي: 763 505 336#`],
      ['ja', `または、次の番号にダイヤルしてください: (US) ${usText} PIN: 763 505 336#`],
    ])('reads %s', (_, line) => {
      const meeting = findMeeting({ bodyText: `https://meet.google.com/abc-defg-hij\n${line}`, country: 'US' });
      expect([meeting?.phones.map(({ e164 }) => e164), meeting?.pin]).toEqual([[us], '763505336']);
    });
  });

  describe('when the organiser signs below an invitation without a dial-in', () => {
    it.each([
      `Ada Example\nTel: ${gbText}`,
      `Ada Example\nPhone: ${gbText}\nada@example.com`,
      `Bruno Sample\nT ${gbText}\nwww.example.com`,
      `Bruno Sample\nDirect: ${gbText} | Mobile: +44 7700 900123`,
    ])('offers no number of %j', (signature) => {
      const bodyText = `Join Zoom Meeting\n${zoom}\n\nSee you there.\n\n\n\nKind regards\n\n${signature}`;
      expect(findMeeting({ bodyText, country: 'GB' })?.phones).toEqual([]);
    });
  });
});
