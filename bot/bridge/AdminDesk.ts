// Answers the admin and the helpdesk about lines and connections of their tenant; who may ask is decided at the door.
import type { AdminLines, AdminPbx } from '#shared/contracts';
import { createTranslator, languageOf, loadMessages, type Translator } from '#shared/i18n';
import { adminLinesOf, type LinesPart } from './adminLines.ts';
import { adminPbxOf, type PbxSources } from './adminPbx.ts';
import type { TenantView } from './tenantView.ts';

/** The desk of one tenant; it changes nothing. */
export class AdminDesk {
  private readonly view: TenantView;
  private readonly sources: PbxSources;

  constructor(view: TenantView, sources: PbxSources) {
    this.view = view;
    this.sources = sources;
  }

  async lines({ locale, ...part }: LinesPart & { readonly locale: string }): Promise<AdminLines> {
    return adminLinesOf(this.view, this.sources.seen, part, await wordsFor(locale));
  }

  async pbxs(locale: string): Promise<AdminPbx> {
    return adminPbxOf(this.view, this.sources, await wordsFor(locale));
  }
}

async function wordsFor(locale: string): Promise<Translator> {
  return createTranslator(locale, await loadMessages(languageOf(locale)));
}
