// Reads what the service told the page at load.
import * as v from 'valibot';
import { appConfigSchema, type AppConfig } from '#shared/contracts';

/** The config in the page's meta element; undefined when the page was not served by our service. */
export function readConfig(page: Document): AppConfig | undefined {
  const content = page.querySelector<HTMLMetaElement>('meta[name="hookswitch-config"]')?.content ?? '';
  try {
    const parsed = v.safeParse(appConfigSchema, JSON.parse(content));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
