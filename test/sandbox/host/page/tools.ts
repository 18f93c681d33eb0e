// Small helpers of the pages: find an element, make one, talk to the sandbox's server.

/** The element with this id; the pages are ours, so a missing one is a mistake worth stopping for. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

/** The same, when it must be of one kind, e.g. `HTMLSelectElement`. */
export function byIdOf<Kind extends HTMLElement>(kind: new () => Kind, id: string): Kind {
  const element = byId(id);
  if (element instanceof kind) return element;
  throw new Error(`#${id} is no ${kind.name}`);
}

/** A new element with a class and text. */
export function make(tag: string, className: string, text = ''): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** GET of JSON. */
export async function getJson<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(path)).json()) as Answer;
}

/** POST of JSON; throws with the server's words when it refuses. */
export async function postJson<Answer>(path: string, body: unknown): Promise<Answer | undefined> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text.slice(0, 200));
  return text === '' ? undefined : (JSON.parse(text) as Answer);
}
