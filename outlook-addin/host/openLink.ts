// Opens a web address outside the add-in, the way the platform has for it.
import { isSetSupported } from './officeGlobal.ts';

/**
 * True when the address was opened. `hostOnly` asks Office alone (classic Outlook on Windows and Mac, microsoft365.md
 * 2.2); `anyWay` then tries a new window, which browsers may refuse without a click in the page itself.
 */
export function openLink(url: string, way: 'hostOnly' | 'anyWay'): boolean {
  if (!isWebAddress(url)) return false;
  if (isSetSupported('OpenBrowserWindowApi', '1.1')) {
    Office.context.ui.openBrowserWindow(url);
    return true;
  }
  return way === 'anyWay' && openWindow(url);
}

function openWindow(url: string): boolean {
  // Not `noopener`: with it nobody could tell a refused window from an opened one.
  const opened = window.open(url, '_blank');
  // Outlook on the web may open windows itself; then office.js gives nothing at all (microsoft365.md 2.2).
  if (opened === null) return false;
  try {
    opened.opener = null;
  } catch {
    // Already another site's window, which has let go of us.
  }
  return true;
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}
