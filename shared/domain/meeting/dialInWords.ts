// The words of invitations around dial-in numbers, folded, language by language.
import { foldText } from '#shared/domain/number';

/** Beginnings of words that announce a dial-in by themselves. */
export const dialInWords: readonly string[] = [
  'dial|call in|call-in|by phone|by telephone|one tap|one-tap|tap to|toll|join by|audio conference|conference call|conference bridge|local number|audio only|international numbers',
  'par telephone|composer|composez|numerotation|appelez le|audioconference|numero local|numeros locaux|numeros internationaux|pont telephonique|conference telephonique|depuis un telephone|une seule touche|appuyez une fois|numero d’appel',
  "numero d'appel|appel en une|connexion telephonique|numero gratuit|numero payant",
  'einwahl|per telefon|telefonisch|wahlen|telefonkonferenz|ortsnummer|ortliche nummer|schnelleinwahl|einmal tippen|antippen|einmaligem tippen|gebuhrenfrei|uber telefon|internationale nummern',
  'por telefono|desde un telefono|desde el telefono|marcar|marque|marcacion|llamada|llame al|telefonicamente|un toque|pulsar una vez|toque para|numeros internacionales|gratuito',
  'per telefono|tramite telefono|dal telefono|via telefono|da telefono|componi|comporre|chiama|accesso telefonico|un tocco|un solo tocco|numeri internazionali|numero verde|selezione rapida|digita',
  'inbel|bel in|bel:|bel naar|of bel|kies|via telefoon|per telefoon|met telefoon|een keer om|internationale nummers',
  'por telefone|pelo telefone|atraves do telefone|de um telefone|discar|disque|discagem|ligue|ligar para|marcar|um toque|toque unico|chamada telefonica|numeros internacionais',
  'via telefon|ring baserat|ringa|ring in|ring op|ring upp|ring til|ring inn|ring:|ett tryck|et tryk|ett trykk|snabbuppringning|opkald|oppringing|innringing|uppringning|på telefon',
  'puhelimitse|puhelimella|soita|yhdella napautuksella|napauta|sisaansoitto|kansainvaliset numerot',
  'zadzwon|telefonicznie|przez telefon|wybierz numer|połączenie telefoniczne|jednym dotknieciem',
  'telefonicky|zavolejte|zavolajte|telefonem|vytoc|vytac|jednim klepnutim|telefonon|tarcsaz|betarcsaz|hivja|hivas',
  'telefonic|prin telefon|formati|apelati|telefonla|telefon ile|tek dokunuş|arayın|numarayı çevir|çevirin|aramalı|ücretsiz',
  'по телефону|с телефона|позвон|набер|наберіть|набор номера|одним касанием|дозвон|за телефоном|зателефон|обадете|наберете',
  'τηλεφωνικ|μεσω τηλεφωνου|απο τηλεφωνο|καλεστε|חייג|חיוג|באמצעות הטלפון|בטלפון|עבר הטלפון|اتصل|الاتصال|عبر الهاتف|بالهاتف|اطلب',
  'quay so|qua dien thoai|melalui telepon|lewat telepon|panggil|hubungi|डायल',
].flatMap((words) => foldText(words).split('|'));

/** Beginnings of words that announce a dial-in only where the invitation joins something. */
export const phoneWords: readonly string[] = [
  'phone|tel|puhelin|audio|number|numero|nummer|numer|номер|телефон|вызов|звон|τηλεφων|αριθμ|טלפון|הטלפון|הטלפונים|هاتف|الهاتف|رقم|أرقام|dien thoai|nomor',
].flatMap((words) => foldText(words).split('|'));

/** Signs that announce a dial-in wherever they stand: these languages write no spaces. */
export const dialInSigns: readonly string[] = [
  'ダイヤル|ダイアル|タップ|電話で|電話から|電話をかけ|電話番号|電話会議|音声で|音声のみ|国際番号|通話|発信',
  '拨|撥|一键|一鍵|轻点|輕觸|點按|点按|电话|電話|致电|致電|接入号|国际号码|國際號碼|手机|手機|纯音频',
  '전화|다이얼|한 번 탭|국제 번호|โทร|หมายเลข|แตะ',
].flatMap((words) => foldText(words).split('|'));
