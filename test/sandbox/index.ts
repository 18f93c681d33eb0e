// Room entry: the whole sandbox, for tests that start it from code.
export { startSandbox, type Sandbox, type SandboxOptions } from './startSandbox.ts';
