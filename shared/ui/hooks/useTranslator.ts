// Hands the words to the components.
import { createContext, useContext } from 'react';
import { createTranslator, type Translator } from '#shared/i18n';

/** English until a provider says otherwise. */
export const TranslatorContext = createContext<Translator>(createTranslator('en'));

/** The translator of the surrounding `UiProvider`. */
export function useTranslator(): Translator {
  return useContext(TranslatorContext);
}
