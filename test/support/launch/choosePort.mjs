// Takes the wanted TCP port when it is free, otherwise one that the operating system gives.
import net from 'node:net';

/** Resolves to `wanted` when nothing listens there, else to some free port. */
export async function choosePort(wanted) {
  const isFree = (await canListen(wanted, '127.0.0.1')) && (await canListen(wanted));
  return isFree ? wanted : await listenOnce(0, '127.0.0.1');
}

function canListen(port, host) {
  return listenOnce(port, host).then(
    () => true,
    () => false,
  );
}

function listenOnce(port, host) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const given = server.address().port;
      server.close(() => resolve(given));
    });
  });
}
