// Writes docs/pbx/webhook-events.schema.json from the contract; a test tells when that is due.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { webhookBatchSchema, webhookEventSchema } from '#shared/contracts';
import { webhookJsonSchema } from '../support/jsonSchemaOf.ts';

const file = path.resolve(import.meta.dirname, '../../docs/pbx/webhook-events.schema.json');
writeFileSync(file, `${JSON.stringify(webhookJsonSchema(webhookEventSchema, webhookBatchSchema), null, 2)}\n`);
