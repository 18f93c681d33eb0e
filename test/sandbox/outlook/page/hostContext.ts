// What Outlook tells an add-in about itself at the start: requirement sets, languages, theme.
import type { PageTheme } from '../../host/page/pageTypes.ts';
import { instanceId } from './officeMessages.ts';
import type { OutlookSettings } from './outlookTypes.ts';

const outlookWebApp = 64;
const documentOpened = 2;
const taskPaneApp = 1;

/** Colours of Office.context.officeTheme. */
export interface OfficeTheme {
  readonly bodyBackgroundColor: string;
  readonly bodyForegroundColor: string;
  readonly controlBackgroundColor: string;
  readonly controlForegroundColor: string;
}

function themeOf(back: string, fore: string, controlBack = back, controlFore = fore): OfficeTheme {
  return {
    bodyBackgroundColor: back,
    bodyForegroundColor: fore,
    controlBackgroundColor: controlBack,
    controlForegroundColor: controlFore,
  };
}

const themes: Readonly<Record<PageTheme, OfficeTheme>> = {
  default: themeOf('#ffffff', '#242424', '#f5f5f5'),
  dark: themeOf('#292929', '#ffffff', '#141414'),
  contrast: themeOf('#000000', '#ffffff', '#000000', '#ffff01'),
};

/** The theme's colours as the add-in reads them at the start. */
export function officeThemeOf(theme: PageTheme): OfficeTheme {
  return themes[theme];
}

/** Data of the OfficeThemeChanged event: the colours as numbers, in JSON, in a list. */
export function themeChange(theme: PageTheme): readonly string[] {
  const colors: readonly (readonly [string, string])[] = Object.entries<string>({ ...themes[theme] });
  const numbers = colors.map(([name, color]) => [name, Number.parseInt(color.slice(1), 16)] as const);
  return [JSON.stringify(Object.fromEntries(numbers))];
}

/** Requirement sets as office.js checks them; `OpenBrowserWindowApi` is missing on the web, as in the real one. */
export function requirementMatrix(settings: Pick<OutlookSettings, 'mailboxSet' | 'isNestedOn'>): string {
  return JSON.stringify({
    Mailbox: settings.mailboxSet,
    DialogApi: '1.2',
    IdentityAPI: '1.3',
    ...(settings.isNestedOn ? { NestedAppAuth: '1.1' } : {}),
  });
}

/** Answer of ContextActivationManager_getAppContextAsync. */
export function appContext(settings: OutlookSettings): object {
  return {
    _id: instanceId,
    _appInstanceId: instanceId,
    _appName: outlookWebApp,
    _appVersion: '16.01',
    _appUILocale: settings.locale,
    _dataLocale: settings.locale,
    _docUrl: '',
    _clientMode: 0,
    _settings: {},
    _reason: documentOpened,
    _osfControlType: taskPaneApp,
    _eToken: '',
    _correlationId: 'sandbox',
    _requirementMatrix: requirementMatrix(settings),
    _hostFullVersion: '16.01',
    _addinName: 'Hookswitch',
    _appDomains: [],
    _officeTheme: officeThemeOf(settings.theme),
  };
}
