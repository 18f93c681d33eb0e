// The state of one tenant's heart before anything is known.
import { CallBook } from './callBook.ts';
import { Directory } from './directory.ts';
import { LineBook } from './lineBook.ts';
import { openLogRules } from './logRules.ts';
import { PhoneFacts } from './phoneFacts.ts';
import { noOffers } from './siteOffers.ts';
import type { TenantOptions } from './tenantOptions.ts';
import type { TenantView } from './tenantView.ts';

type ViewOptions = Pick<
  TenantOptions,
  'pbxs' | 'now' | 'country' | 'dialling' | 'callerPlan' | 'directory' | 'log' | 'voicemail' | 'offers'
>;

/** Nobody, no calls, and the PBXs not connected. */
export function createView(options: ViewOptions): TenantView {
  const { pbxs, now, country, dialling, callerPlan, directory, log, voicemail, offers } = options;
  const calls = new CallBook();
  const pbxIds = pbxs.map((pbx) => pbx.pbxId);
  const lines = new LineBook(calls, pbxIds, now());
  const rules = { country, dialling, callerPlan, log: log ?? openLogRules, voicemail, offers: offers ?? noOffers };
  return {
    calls,
    lines,
    phones: new PhoneFacts(),
    pbxIds,
    ...rules,
    directory: Directory.of([], directory),
    capabilitiesOf: () => undefined,
  };
}
