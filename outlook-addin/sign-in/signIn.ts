// The page of the sign-in dialog: reads who we are and signs in.
import { readConfig } from '#shared/app';
import { runSignInDialog } from '../host/index.ts';

const config = readConfig(document);
if (config !== undefined) void runSignInDialog(config);
