// The configuration for a log or a support page: everything but the secrets.
import { configSchema } from './configSchema.ts';
import type { Config } from './configTypes.ts';
import { isMap, optionOf, toNode, type SchemaNode } from './schemaNode.ts';

const hidden = '[hidden]';

/** A copy in which every setting the schema calls a secret, and the password in a proxy address, reads `[hidden]`. */
export function redactedConfig(config: Config): unknown {
  return redact(toNode(configSchema), config);
}

function redact(node: SchemaNode, value: unknown): unknown {
  if (node.notes.role === 'secret') return hidden;
  if (node.kind === 'variant') {
    const option = optionOf(node, value);
    return option === undefined ? hidden : redact(option, value);
  }
  if (node.kind === 'list' && Array.isArray(value)) return value.map((item) => redact(node.item, item));
  if (node.kind === 'section' && isMap(value)) {
    const known = Object.entries(value).flatMap(([key, inner]) => {
      const child = node.entries.get(key);
      return child === undefined ? [] : [[key, redact(child, inner)] as const];
    });
    return Object.fromEntries(known);
  }
  return typeof value === 'string' ? value.replace(/\/\/[^/@\s]*@/, `//${hidden}@`) : value;
}
