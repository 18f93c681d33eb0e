// Reads the configuration file of a site connector once, as that of the service is read.
import * as v from 'valibot';
import { completeLocalPbx, secretAt } from './completePbx.ts';
import type { ConnectorConfig } from './configTypes.ts';
import { connectorSchema } from './connectorSchema.ts';
import { deepFreeze } from './deepFreeze.ts';
import { invalid, readConfigFile, readYaml, withoutNulls } from './loadConfig.ts';
import { readOutsideValues, type Environment } from './outsideValues.ts';
import { issueFaults, unknownFaults } from './schemaFaults.ts';
import { toNode } from './schemaNode.ts';

/** Throws `config.unreadable` and `config.invalid` (facts.faults: one line for each fault). */
export function loadConnectorConfig(path: string, env: Environment): ConnectorConfig {
  const data = withoutNulls(readYaml(readConfigFile(path), path));
  const root = toNode(connectorSchema);
  const parsed = v.safeParse(connectorSchema, data);
  const outside = readOutsideValues(root, data, env);
  const schemaFaults = parsed.success ? [] : issueFaults(root, parsed.issues);
  const faults = [...schemaFaults, ...unknownFaults(root, data), ...outside.faults];
  if (!parsed.success || faults.length > 0) throw invalid(path, faults);
  const { service, pbx, ...rest } = parsed.output;
  return deepFreeze({
    ...rest,
    service: { ...service, secret: secretAt(outside.secrets, 'service.secret') },
    pbx: completeLocalPbx(pbx, 'pbx', outside.secrets),
  });
}
