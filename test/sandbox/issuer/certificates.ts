// Makes a throw-away certificate authority and a certificate for localhost that it signs.
import { generate } from 'selfsigned';

/** PEM texts. Trust `ca`; serve `cert` with `key`. */
export interface SandboxCertificates {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

const lifeDays = 7;
const dayMs = 86_400_000;

/** Fresh keys at each call; nothing is kept. */
export async function makeCertificates(): Promise<SandboxCertificates> {
  const notBeforeDate = new Date(Date.now() - dayMs);
  const notAfterDate = new Date(Date.now() + lifeDays * dayMs);
  const common = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256', notBeforeDate, notAfterDate } as const;
  const authority = await generate([{ name: 'commonName', value: 'Hookswitch sandbox authority' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...common,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { ca: authority.cert, cert: leaf.cert, key: leaf.private };
}
