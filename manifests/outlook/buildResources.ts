// Builds the resources of the version overrides: icons, addresses and words, which everything else names by id.
import { assetName, type AssetSizePx } from '../icons/iconFiles.ts';
import type { PackageFacts } from '../packageFacts.ts';
import { texts, type Texts } from '../texts.ts';
import { el, type XmlElement } from './xml.ts';

/** Outlook takes the exact locale or the default one, so every French it can be in is named. */
export const frenchLocales = ['fr-FR', 'fr-BE', 'fr-CA', 'fr-CH'] as const;

/** Ids of images (at most 32 characters) with their size: ribbon, then phones as size and scale. */
const imageSizesPx: Readonly<Record<string, AssetSizePx>> = {
  icon16: 16,
  icon32: 32,
  icon80: 80,
  phone25x1: 25,
  phone25x2: 50,
  phone25x3: 75,
  phone32x1: 32,
  phone32x2: 64,
  phone32x3: 96,
  phone48x1: 48,
  phone48x2: 96,
  phone48x3: 144,
};

/** The Resources element, the same in each generation: a client reads only its own. */
export function buildResources(facts: PackageFacts): XmlElement {
  const images = Object.entries(imageSizesPx).map(([id, sizePx]) =>
    el('bt:Image', { id, DefaultValue: facts.assetsUrl + assetName(sizePx) }),
  );
  return el(
    'Resources',
    {},
    el('bt:Images', {}, ...images),
    el('bt:Urls', {}, url('commandsUrl', facts.commandsUrl), url('paneUrl', facts.paneUrl)),
    el(
      'bt:ShortStrings',
      {},
      el('bt:String', { id: 'groupLabel', DefaultValue: facts.name }),
      string('paneLabel', ({ pane }) => pane.label),
      string('joinLabel', ({ join }) => join.label),
    ),
    el(
      'bt:LongStrings',
      {},
      string('messageTip', ({ pane }) => pane.messageTip),
      string('appointmentTip', ({ pane }) => pane.appointmentTip),
      string('joinTip', ({ join }) => join.tip),
    ),
  );
}

function url(id: string, address: string): XmlElement {
  return el('bt:Url', { id, DefaultValue: address });
}

function string(id: string, pick: (words: Texts) => string): XmlElement {
  const overrides = frenchLocales.map((locale) => el('bt:Override', { Locale: locale, Value: pick(texts.fr) }));
  return el('bt:String', { id, DefaultValue: pick(texts.en) }, ...overrides);
}
