// Opens a stream to a PBX, plain or TLS; the certificate must be of the host that was asked for.
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { AppError } from '#shared/errors';

/** Where a PBX listens. */
export interface PbxAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** PEM of the authorities trusted beside the system's. */
  readonly ca?: string;
}

/** A socket on its way; after `timeoutMs` of silence it ends with `pbx.timeout` until its user sets another timeout. `name` is for the log. */
export function openPbxSocket({ host, port, tls, ca }: PbxAddress, timeoutMs: number, name: string): Socket {
  const socket = tls
    ? connectTls({ host, port, servername: host, ...(ca === undefined ? {} : { ca }) })
    : connectTcp({ host, port });
  socket.setNoDelay(true);
  socket.setTimeout(timeoutMs, () => socket.destroy(new AppError('pbx.timeout', `no answer from the ${name}`)));
  return socket;
}
