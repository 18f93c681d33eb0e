// The version of the apps, for people and for reports.
import about from '../../package.json' with { type: 'json' };

/** e.g. `0.1.0`. */
export const appVersion: string = about.version;
