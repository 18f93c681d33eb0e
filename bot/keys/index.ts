// Room entry: keeping the public keys of token issuers.
export { createKeyCache, type KeyCacheOptions } from './createKeyCache.ts';
