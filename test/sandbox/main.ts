// Process of its own: the whole sandbox. Prints one JSON line when ready: the address to open and what the service needs to start.
import { argument, numberArgument, stopOnSignal } from './httpTools.ts';
import { startSandbox } from './startSandbox.ts';
import { captureTenant, makeTenant } from './tenant/index.ts';

// Options: --dir FOLDER --users N --captures --host-port N --service-port N --graph-port N --issuer-port N --pbx-port N --chat-port N --no-chat --bhcc N
const args = process.argv.slice(2);
const sandbox = await startSandbox({
  dir: argument(args, 'dir') ?? './data/sandbox',
  tenant: args.includes('--captures') ? captureTenant() : makeTenant({ users: numberArgument(args, 'users', 20) }),
  hostPort: numberArgument(args, 'host-port', 4400),
  servicePort: numberArgument(args, 'service-port', 4401),
  graphPort: numberArgument(args, 'graph-port', 4402),
  issuerPort: numberArgument(args, 'issuer-port', 4403),
  pbxPort: numberArgument(args, 'pbx-port', 4404),
  ...(args.includes('--no-chat') ? {} : { chatPort: numberArgument(args, 'chat-port', 4405) }),
});
const callsPerHour = numberArgument(args, 'bhcc', 0);
if (callsPerHour > 0) sandbox.pbx.startTraffic({ bhcc: callsPerHour });
stopOnSignal(() => sandbox.close());
const ready = {
  hostUrl: sandbox.host.url,
  teamsUrl: sandbox.host.teamsUrl,
  outlookUrl: sandbox.host.outlookUrl,
  chatUrl: sandbox.chat?.url,
  serviceUrl: sandbox.serviceUrl,
  configPath: sandbox.configPath,
  env: sandbox.env,
  graphUrl: sandbox.graph.url,
  issuer: sandbox.issuer.issuer,
  caFile: sandbox.issuer.caFile,
  pbxControlUrl: sandbox.pbx.controlUrl,
  tenantId: sandbox.tenant.id,
  clientId: sandbox.tenant.clientId,
  users: sandbox.tenant.users.slice(0, 3).map(({ id, extension, displayName }) => ({ id, extension, displayName })),
};
console.log(JSON.stringify(ready));
