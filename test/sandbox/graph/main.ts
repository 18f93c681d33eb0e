// Process of its own: the token issuer and Graph. Prints one JSON line when ready. Options: --port --issuer-port --users --registrations --seed --captures --dir --quota --no-openapi.
import { argument, numberArgument, stopOnSignal } from '../httpTools.ts';
import { startIssuer } from '../issuer/index.ts';
import { captureTenant, makeTenant } from '../tenant/index.ts';
import { startGraph } from './startGraph.ts';

const args = process.argv.slice(2);
const dir = argument(args, 'dir');
const seed = argument(args, 'seed');
const tenant = args.includes('--captures')
  ? captureTenant(seed)
  : makeTenant({
      users: numberArgument(args, 'users', 20),
      registrations: numberArgument(args, 'registrations', 1),
      ...(seed === undefined ? {} : { seed }),
    });
const issuer = await startIssuer({
  tenant,
  port: numberArgument(args, 'issuer-port', 0),
  ...(dir === undefined ? {} : { dir }),
});
const graph = await startGraph({
  tenant,
  keys: issuer,
  port: numberArgument(args, 'port', 0),
  quota: { requests: numberArgument(args, 'quota', 1500) },
  ...(args.includes('--no-openapi') ? { openapi: null } : {}),
});
stopOnSignal(async () => {
  await Promise.all([issuer.close(), graph.close()]);
});
const { url, baseUrl } = graph;
const ready = {
  url,
  baseUrl,
  issuer: issuer.issuer,
  authority: issuer.authority,
  jwksUri: issuer.jwksUri,
  caFile: issuer.caFile,
  tenantId: tenant.id,
  clientId: tenant.clientId,
  clientSecret: tenant.clientSecret,
  users: tenant.users.length,
};
console.log(JSON.stringify(ready));
