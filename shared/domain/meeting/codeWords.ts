// The labels of invitations in front of the codes for callers and of passwords, folded, language by language.
import { foldText } from '#shared/domain/number';

/** What a label in front of digits announces, in falling order of trust. */
export type CodeKind = 'conferenceId' | 'phonePin' | 'accessCode' | 'meetingId' | 'pin' | 'password' | 'id';

const conferenceIds = [
  'conference id|phone conference id|conference code|conference number|bridge number|participant code|guest code|conference pin|attendee code|audio id',
  'id de conference|id de conference telephonique|identifiant de conference|id de la conference|code de conference|numero de conference|code participant|code de la conference|identifiant de la conference telephonique',
  'konferenz-id|telefonkonferenz-id|konferenzkennung|konferenznummer|teilnehmercode|konferenzcode|konferenz-code|konferenz id',
  'id de conferencia|id. de conferencia|id. de conferencia telefonica|id de conferencia telefonica|id de la conferencia|id de la conferencia telefonica|id. de la conferencia telefonica|codigo de conferencia|identificador de conferencia',
  'id conferenza|id conferenza telefonica|id della conferenza|id della conferenza telefonica|codice conferenza',
  'id da conferencia|id da conferencia telefonica|id da conferencia por telefone|id de conferencia por telefone|id da conferencia do telefone|codigo da conferencia',
  'vergader-id voor telefoon|conferentie-id|telefonische vergadering-id|telefonische vergaderings-id|id telefonische vergadering|id van telefonische vergadering|telefoonconferentie-id|telefoonvergaderings-id|telefonische conferentie-id',
  'konferens-id|telefonkonferens-id|konference-id|telefonkonference-id|konferanse-id|telefonkonferanse-id|telefonmote-id|id for telefonkonference',
  'neuvottelutunnus|puhelinneuvottelutunnus|puhelinneuvottelun tunnus|puhelinkokouksen tunnus|konferenssitunnus|puhelinkonferenssin tunnus|puhelinkonferenssitunnus',
  'identyfikator konferencji|identyfikator konferencji telefonicznej|id konferencji|id konferencji telefonicznej|id telefonni konference|id konference|id konferencie|id telefonickej konferencie|identifikator telefonni konference',
  'telefonkonferencia-azonosito|telefonos konferencia azonositoja|telefonkonferencia azonositoja|konferenciaazonosito|konferencia-azonosito|konferencia azonositoja|id conferinta|id conferinta telefonica|id-ul conferintei telefonice|id-ul conferintei',
  'telefon konferansı kimliği|konferans kimliği|konferans kodu|идентификатор конференции|идентификатор телефонной конференции|id телефонной конференции|ід телефонної конференції|ідентифікатор телефонної конференції|ідентифікатор конференції|ид на телефонната конференция|ид на конференцията',
  'αναγνωριστικο τηλεφωνικης διασκεψης|αναγνωριστικο διασκεψης|αναγνωριστικο τηλεφωνικης συσκεψης|מזהה ועידה|מזהה ועידה טלפונית|מזהה שיחת ועידה|معرف المؤتمر|معرف المؤتمر الهاتفي|معرّف المؤتمر الهاتفي|معرف مؤتمر الهاتف',
  '電話会議 id|電話会議id|会議コード|カンファレンス id|电话会议 id|电话会议id|電話會議識別碼|電話會議 id|전화 회의 id|회의 코드|전화 컨퍼런스 id|컨퍼런스 id',
];

const phonePins = [
  'dial-in password|dial-in passcode|phone passcode|phone password|phone pin|audio pin|audio password|audio passcode|numeric password|numeric passcode|phone numeric password',
  "mot de passe numerique|mot de passe telephonique|mot de passe de numerotation|mot de passe d'appel|mot de passe d’appel|mot de passe de connexion telephonique|mot de passe pour l'appel|code secret telephonique|mot de passe d'acces telephonique|mot de passe d'appel entrant|mot de passe de composition",
  'einwahlkennwort|einwahlpasswort|einwahl-kennwort|einwahl-passwort|telefonkennwort|telefonpasswort|numerisches passwort|numerisches kennwort|einwahlcode|telefon-pin',
  'contrasena de marcacion|contrasena de marcado|contrasena numerica|contrasena telefonica|contrasena de acceso telefonico|contrasena del telefono|clave numerica|password numerica|password telefonica|password di accesso telefonico|password di composizione|password per accesso telefonico|password dial-in|passcode telefonico|password di chiamata|password per la chiamata',
  'inbelwachtwoord|inbelcode|numeriek wachtwoord|telefoonwachtwoord|wachtwoord voor inbellen|senha de discagem|senha numerica|senha do telefone|senha telefonica|palavra-passe de marcacao|palavra-passe numerica|palavra-passe de acesso telefonico|palavra-passe para marcacao',
  'puhelinsalasana|sisaansoittosalasana|soittosalasana|numeerinen salasana|sisaansoiton salasana|puhelun salasana|numeriskt losenord|numerisk adgangskode|numerisk passord|hasło numeryczne|числовой пароль|цифровой пароль|пароль для входа по телефону|пароль для телефона|телефонный пароль',
  '拨入密码|撥入密碼|拨号密码|撥號密碼|电话密码|電話密碼|数字密码|數字密碼|拨打密码|撥打密碼|ダイヤルインパスワード|ダイヤルイン パスワード|ダイヤルインのパスワード|ダイヤルイン パスコード|電話パスコード|電話のパスコード|電話番号のパスコード|数字パスワード|전화 걸기 비밀번호|전화 접속 비밀번호|전화 비밀번호|전화 암호|숫자 암호|숫자 비밀번호|다이얼인 비밀번호',
];

const accessCodes = [
  "access code|code d'acces|code d’acces|zugangscode|zugriffscode|zugriffs-code|codigo de acceso|codice di accesso|codice accesso|codice d'accesso|codice d’accesso|toegangscode|codigo de acesso|atkomstkod|adgangskode|tilgangskode|kaynnistyskoodi|kayttokoodi|paasykoodi",
  'kod dostepu|pristupovy kod|hozzaferesi kod|hozzaferesi kodja|cod de acces|erişim kodu|код доступа|код доступу|код за достъп|κωδικος προσβασης|קוד גישה|رمز الوصول|アクセス コード|アクセスコード|访问码|访问代码|存取碼|存取代碼|訪問碼|接入码|액세스 코드|엑세스 코드',
];

const meetingIds = [
  'meeting id|meeting-id|meeting number|webinar id|webinar number|event number|id de reunion|id de la reunion|numero de reunion|numero de la reunion|id reunion|id. de reunion|id. de la reunion|id du webinaire|identifiant de reunion|identifiant de la reunion|id du meeting|numero de la conference',
  'besprechungs-id|besprechungsnummer|sitzungs-id|meeting-nummer|meeting-kennnummer|meeting-kennummer|meetingnummer|besprechungskennung|besprechungs id|id riunione|id della riunione|numero riunione|numero della riunione|numero de reuniao|numero da reuniao|id da reuniao|id de reuniao|id do webinar',
  'vergaderings-id|vergadering-id|vergader-id|vergaderingsnummer|vergadernummer|meetingnummer|motes-id|mode-id|møde-id|møte-id|motesnummer|mødenummer|møtenummer|kokoustunnus|kokouksen tunnus|kokouksen numero|kokousnumero',
  'identyfikator spotkania|id spotkania|numer spotkania|id schuzky|cislo schuzky|id stretnutia|ertekezlet azonositoja|ertekezletazonosito|ertekezlet-azonosito|id sedinta|id-ul sedintei|id intalnire|toplantı kimliği|toplantı no|toplantı numarası',
  'идентификатор собрания|идентификатор конференции|номер совещания|номер собрания|идентификатор встречи|ідентифікатор наради|ид на събранието|αναγνωριστικο συσκεψης|מזהה פגישה|מזהה הפגישה|id cuộc họp|id rapat|معرف الاجتماع|معرّف الاجتماع|رقم الاجتماع',
  '会议 id|会议id|会议号|会议编号|会议号码|會議 id|會議id|會議識別碼|會議號|會議編號|會議號碼|ミーティング id|ミーティングid|ミーティング番号|会議番号|会議の id|会議識別番号|회의 id|회의 번호|모임 id|미팅 id|미팅 번호',
];

const pins = [
  'pin|pin code|pin-code|code pin|codigo pin|codice pin|geheimzahl|pinkode|pin-kode|pin-kod|pinkod|pin kodu|kod pin|pin-koodi|pin-kod|pin码|pin 码|pin 碼|pin コード|pin 코드|pin 번호|пин|пин-код|pin-код|الرقم السري',
];

const passwords = [
  'password|passcode|passwort|kennwort|kenncode|code secret|code confidentiel|mot de passe|contrasena|clave|clave de acceso|codice segreto|passcode riunione|wachtwoord|senha|senha de acesso|palavra-passe|losenord|losenkod|adgangskode|kodeord|passord|salasana|tunnuskoodi|hasło|heslo|jelszo|parola|sifre|parol',
  'пароль|код-пароль|парола|κωδικος|κωδικος προσβασης|סיסמה|קוד סודי|كلمة المرور|رمز المرور|パスワード|パスコード|密码|密碼|口令|암호|비밀번호|mat khau|kata sandi|รหัสผ่าน',
];

/** Ends of labels in front of codes, by what they announce. */
export const codeLabels: Readonly<Record<CodeKind, readonly string[]>> = {
  conferenceId: split(conferenceIds),
  phonePin: split(phonePins),
  meetingId: split(meetingIds),
  accessCode: split(accessCodes),
  pin: split(pins),
  password: split(passwords),
  id: ['id', 'id.'],
};

function split(rows: readonly string[]): readonly string[] {
  return rows.flatMap((row) => foldText(row).split('|'));
}
