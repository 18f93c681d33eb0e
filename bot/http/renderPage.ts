// Writes the pages' configuration into the meta element of a built index.html.
import type { AppConfig } from '#shared/contracts';

const metaElement = /(<meta\s[^>]*?name="?hookswitch-config"?[^>]*?\scontent=)("[^"]*"|'[^']*'|[^\s>]+)/i;

/** `html` with the content of <meta name="hookswitch-config"> replaced; unchanged when there is no such element. */
export function renderPage(html: string, config: AppConfig): string {
  const content = `"${escapeAttribute(JSON.stringify(config))}"`;
  // A function, because `$&` in the configuration must not be read as a replacement pattern.
  return html.replace(metaElement, (_whole, start: string) => start + content);
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${String(char.charCodeAt(0))};`);
}
