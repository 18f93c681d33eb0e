// How the relay bench measures, in the words that go with every report.
import type { BenchOptions } from './benchOptions.ts';
import { faultPlans } from './faultPlans.ts';
import { flapUs } from './matchChanges.ts';

const digits = 2;

/** The method of a run with these options. */
export function methodOf(options: BenchOptions) {
  const { meanTalkSeconds: talk, meanRingSeconds: ring, fault } = options;
  return {
    traffic:
      `Poisson arrivals at the busy-hour rate, seed ${String(options.seed)}, ${options.profile} AMI profile; 70 % answered, ` +
      `the rest missed, busy, declined or voicemail; 60 % with a party outside; ring mean ${ring.toFixed(digits)} s, ` +
      `talk mean ${talk.toFixed(digits)} s and at most ${(talk * 2).toFixed(digits)} s, so that calls end inside the run`,
    latency:
      'from just before the decisive AMI event (dialling, answered, last leg gone) is handed to the socket by the PBX process ' +
      'until the request arrives in the Graph process; CLOCK_MONOTONIC of one machine; plain TCP and HTTP on the loopback',
    matching: `a user's presence request answers the newest PBX change of its state before it; a state that stood under ${String(flapUs / 1000)} ms and was skipped is a merged flap, a longer one is missing`,
    lag:
      "a user's lag at a time is the time since the change since which Teams (the writes Graph carried out, all registrations " +
      'together) and the phone differ; one sample for each such interval, its whole length, also when it ended because the phone ' +
      'went back by itself; a state overtaken by another before it was sent has no sample of its own, its interval goes on',
    wrong: `a user counts as wrong once such an interval is a second old: what is on its way is not wrong`,
    fault: fault === 'none' ? 'none' : `${faultPlans[fault].says}; it begins in the middle of the measured time`,
    logRows:
      'owed are the rows of every call; while the service cannot hear the PBX, rows of calls that went on then are counted apart: ' +
      'events nobody heard are not invented',
    warmUp: `the first ${String(options.warmUpSeconds)} s are left out of calls, events, latency, lag and CPU, not out of correctness`,
    processes:
      'PBX with load generator, measured service, Graph with issuer: one process each; after the run the service is stopped and its SQLite file is read',
    peer: options.peer
      ? 'a program that sends one request for each AMI event that makes a phone busy or ends its last call, in order, one at a time, and waits out every refusal; the same load on sandbox processes of its own, one after the other'
      : 'not run',
  };
}
