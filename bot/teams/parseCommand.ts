// Understands what people type to the bot, in every language of the product.

/** What somebody wants. */
export type Command =
  | { readonly kind: 'hello' | 'help' | 'missed' | 'unknown' }
  /** `number` as typed; undefined: none was given. */
  | { readonly kind: 'call'; readonly number: string | undefined };

/** As `folded` leaves them: without accents, in lower case. */
const words: Readonly<Record<'hello' | 'help' | 'missed' | 'call', readonly string[]>> = {
  hello: [
    ...['hi', 'hello', 'hey', 'bonjour', 'bonsoir', 'salut', 'coucou', 'hallo', 'guten tag', 'guten morgen'],
    ...['hola', 'buenos dias', 'ciao', 'buongiorno', 'salve', 'hoi', 'goedemorgen', 'goedendag', 'ola', 'bom dia'],
  ],
  help: ['help', 'aide', 'hilfe', 'ayuda', 'aiuto', 'ajuda', '?'],
  missed: [
    ...['missed', 'missed calls', 'manque', 'manques', 'appels manques', 'verpasst', 'verpasste anrufe'],
    ...['perdidas', 'llamadas perdidas', 'perse', 'chiamate perse', 'gemist', 'gemiste oproepen', 'chamadas perdidas'],
  ],
  call: [
    ...['call', 'dial', 'appeler', 'appelle', 'appel', 'anrufen', 'llamar', 'llama', 'chiama', 'chiamare'],
    ...['bel', 'bellen', 'ligar', 'liga'],
  ],
};
const longestNumber = 64;
/** A mention of the bot itself, which channels put before the text. */
const mention = /^\s*<at>[^<]{0,100}<\/at>/i;

/** Never throws; accents and upper case do not matter, neither does a mark at the end. */
export function parseCommand(text: string): Command {
  const said = text.replace(mention, '').replace(/\s+/gu, ' ').trim();
  const plain = folded(said);
  for (const kind of ['hello', 'help', 'missed'] as const) {
    if (words[kind].includes(plain) || words[kind].includes(withoutMark(plain))) return { kind };
  }
  const [verb = '', ...rest] = said.split(' ');
  if (!words.call.includes(folded(verb))) return { kind: 'unknown' };
  const number = rest.join(' ').slice(0, longestNumber);
  return { kind: 'call', number: number === '' ? undefined : number };
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function withoutMark(text: string): string {
  return text.replace(/\s*[!.?]+$/, '');
}
