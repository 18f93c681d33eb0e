// Writes the pages' configuration into the meta element of a built page, and the address of office.js into its script.
import type { AppConfig } from '#shared/contracts';

const metaElement = /(<meta\s[^>]*?name="?hookswitch-config"?[^>]*?\scontent=)("[^"]*"|'[^']*'|[^\s>]+)/i;
const officeJsPlaceholder = '__OFFICE_JS_URL__';

/** What is written into the pages. */
export interface PageFacts {
  readonly appConfig: AppConfig;
  readonly officeJsUrl: string;
}

/** `html` with the content of <meta name="hookswitch-config"> and the address of office.js in place, where it has them. */
export function renderPage(html: string, facts: PageFacts): string {
  const content = `"${escapeAttribute(JSON.stringify(facts.appConfig))}"`;
  // Functions, because `$&` in the configuration must not be read as a replacement pattern.
  return html
    .replace(metaElement, (_whole, start: string) => start + content)
    .replace(officeJsPlaceholder, () => escapeAttribute(facts.officeJsUrl));
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${String(char.charCodeAt(0))};`);
}
