// Asks the controls of the sandbox processes.

/** The JSON at `url`. Throws with the answer's text when it is not 2xx. */
export async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Sends JSON and waits for the answer, which is not read. Throws as `get` does. */
export async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${String(response.status)} ${await response.text()}`);
  await response.body?.cancel();
}

/** Microseconds of the clock all processes of one machine share. */
export function monotonicUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** True while the PBX of this control has somebody logged in at its manager interface. */
export async function hasClient(pbxUrl: string): Promise<boolean> {
  return (await get<{ readonly clients: number }>(`${pbxUrl}/counts`)).clients > 0;
}
