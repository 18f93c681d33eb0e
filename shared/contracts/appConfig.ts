// What the service tells a page at load, in <meta name="hookswitch-config" content="JSON">: ids and origins, no secrets.
import * as v from 'valibot';

export const appConfigSchema = v.object({
  /** Entra application (client) id of the sign-in. */
  clientId: v.string(),
  /** e.g. https://login.microsoftonline.com/organizations */
  authority: v.string(),
  /** The API scope to ask for, e.g. api://host/clientId/access_as_user. */
  scope: v.string(),
  /** Host page origins trusted beside Microsoft's own (a sandbox, a sovereign cloud). */
  hostOrigins: v.array(v.string()),
  apiBase: v.string(),
});
export type AppConfig = v.InferOutput<typeof appConfigSchema>;
