// Every way in which a PBX is connected, with what it cannot tell (see `lacks` of each) and its test PBX.
import { ami } from './drivers/ami.ts';
import { csta } from './drivers/csta.ts';
import { sipFull, sipKamailio, sipLines } from './drivers/sip.ts';
import { site } from './drivers/site.ts';
import { webhook } from './drivers/webhook.ts';
import type { Conformant } from './TestPbx.ts';

/** All of them; a new connector joins here and plays everything. */
export const connectors: readonly Conformant[] = [ami, csta, webhook, site, sipKamailio, sipFull, sipLines];
