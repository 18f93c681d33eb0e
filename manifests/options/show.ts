// Shows somebody else's text in a message: quoted, cut, and without anything a terminal would obey.

const shownCharacters = 60;

/** The text as it can be printed on one line. */
export function show(text: string): string {
  const cut = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}...` : text;
  return JSON.stringify(cut).replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '?');
}
