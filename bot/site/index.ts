// Room entry: the connector that runs inside a company's network.
export { startSite, type RunningSite, type SiteParts } from './startSite.ts';
