// Takes from a number as people paste it what is none of its digits: the scheme of a link, an extension, tones behind it.

const scheme = /^\s*(?:tel|callto|sips?):(?:\/\/)?/iu;
/** Parameters of a link (RFC 3966 section 3) and tones to send. */
const trailer = /[;,].*$/su;
/** The words of `findExtension`, and the signs people use for them. */
const extension =
  /[\s\u00a0(]*(?:#|x|(?:poste|ext|extension|durchwahl|dw|nebenstelle|nst|interne|anexo|toestel|interno|anknytning)\.?)[\s\u00a0]*:?[\s\u00a0]*\d{1,7}\)?\s*$/iu;

/** `tel:+33-1-99-00-20-15;ext=12` -> `+33-1-99-00-20-15`. Text that holds no number comes back as it may. */
export function typedNumber(text: string): string {
  return text.replace(scheme, '').replace(trailer, '').replace(extension, '').trim();
}
