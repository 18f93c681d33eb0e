// What a fault answers in Graph's place: on a connection of its own, in a part of a batch, or by cutting the connection.
import type { ServerResponse } from 'node:http';
import { graphError, throttled, type GraphAnswer } from './answers.ts';
import type { Fault } from './faults.ts';

const hugeBytes = 64 * 1024 * 1024;

function serverError({ status = 503, retryAfterSeconds }: Fault): GraphAnswer {
  const message = 'The service is temporarily unavailable.';
  return typeof retryAfterSeconds === 'number'
    ? graphError(status, 'ServiceUnavailable', message, { 'Retry-After': String(retryAfterSeconds) })
    : graphError(status, 'ServiceUnavailable', message);
}

/** The answer a status fault gives instead of Graph's own; `undefined` for all others. */
export function answerOfFault(fault: Fault): GraphAnswer | undefined {
  switch (fault.kind) {
    case 'throttle':
      return throttled(fault.retryAfterSeconds === undefined ? 1 : fault.retryAfterSeconds);
    case 'serverError':
      return serverError(fault);
    case 'unauthorized':
      return graphError(401, 'InvalidAuthenticationToken', 'Access token has expired or is not yet valid.');
    case 'forbidden':
      return graphError(403, 'Forbidden', 'Insufficient privileges to complete the operation.');
    case 'notFound':
      return graphError(404, 'NotFound', 'User not found.');
    case 'latency':
    case 'reset':
    case 'hang':
    case 'html':
    case 'huge':
    case 'lost':
    case 'stuck':
      return undefined;
  }
}

/** The same for a part of a batch, where the gateway speaks for a backend whose connection broke; `undefined`: the part is played. */
export function partAnswerOfFault(fault: Fault): GraphAnswer | undefined {
  switch (fault.kind) {
    case 'reset':
    case 'html':
    case 'huge':
      return graphError(502, 'BadGateway', 'The backend did not answer properly.');
    case 'hang':
      return gatewayTimeout();
    default:
      return answerOfFault(fault);
  }
}

/** What a part is told whose backend did not answer in time. */
export function gatewayTimeout(): GraphAnswer {
  return graphError(504, 'GatewayTimeout', 'The backend did not answer in time.');
}

/** Plays a fault of the connection; true when nothing is left to answer. */
export function cutOff(fault: Fault, response: ServerResponse): boolean {
  switch (fault.kind) {
    case 'reset':
      response.destroy();
      return true;
    case 'hang':
      return true;
    case 'html':
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Sign in to the network</title>');
      return true;
    case 'huge':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': hugeBytes });
      response.end(Buffer.alloc(hugeBytes, ' '));
      return true;
    default:
      return false;
  }
}
