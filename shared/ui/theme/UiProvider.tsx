// Gives every component below it the theme, the words and the ways to dial.
import { FluentProvider, makeStaticStyles } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import type { HostTheme } from '#shared/host';
import type { Translator } from '#shared/i18n';
import { DialerContext, type Dialer } from '../hooks/useDialer.ts';
import { TranslatorContext } from '../hooks/useTranslator.ts';
import { themes } from './themes.ts';

const usePageStyles = makeStaticStyles({
  'html, body, #root': { height: '100%', margin: '0', overflow: 'hidden' },
  body: { overscrollBehavior: 'none' },
  // Motion is decoration here: nothing is told by it alone.
  '@media (prefers-reduced-motion: reduce)': {
    '*, *::before, *::after': { animationDuration: '1ms !important', transitionDuration: '1ms !important' },
  },
});

// A style, not a class: Fluent copies the provider's classes to every menu it opens, which would then fill the page.
// A column: what is docked below the page (the first steps) takes its room from the page and covers nothing of it.
const fullHeight = { display: 'flex', flexDirection: 'column', height: '100%' } as const;
/** What the browser draws itself (scroll bars, the cross of a search box) follows the host too, not the device. */
const rootStyles = {
  light: { ...fullHeight, colorScheme: 'light' },
  dark: { ...fullHeight, colorScheme: 'dark' },
  contrast: { ...fullHeight, colorScheme: 'dark' },
} as const satisfies Readonly<Record<HostTheme, object>>;

/** What the components read from their surroundings. */
export interface UiProviderProps {
  readonly theme: HostTheme;
  readonly translator: Translator;
  readonly dialer: Dialer;
  readonly children: ReactNode;
}

/** The root of every page made of these components. */
export function UiProvider({ theme, translator, dialer, children }: UiProviderProps): ReactElement {
  usePageStyles();
  // The styles are mirrored by Fluent, which must be told: it does not look at the page.
  const dir = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr';
  return (
    <FluentProvider theme={themes[theme]} dir={dir} style={rootStyles[theme]}>
      <TranslatorContext value={translator}>
        <DialerContext value={dialer}>{children}</DialerContext>
      </TranslatorContext>
    </FluentProvider>
  );
}
