// What the client needs from outside: time, chance, fetch and a token; tests pass fakes.

/** Time as a parameter. `after` runs `action` once and returns how to call it off. */
export interface ClockPort {
  now(): number;
  after(delayMs: number, action: () => void): () => void;
}

/** The part of `fetch` the client uses. */
export type FetchPort = (url: string, init: RequestInit) => Promise<Response>;

/** An access token for our API; throws `signIn.failed`. */
export type TokenSource = () => Promise<string>;

/** The clock of the machine. */
export const systemClock: ClockPort = {
  now: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};
