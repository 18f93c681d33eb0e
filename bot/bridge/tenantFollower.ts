// Makes the follower of a tenant out of the parts of its heart.
import type { FollowFacts } from './following/followOptions.ts';
import type { PbxRoster } from './pbxRoster.ts';
import type { ShardedWriter } from './shardedWriter.ts';
import { TeamsFollower } from './teamsFollower.ts';
import type { LiveOptions } from './tenantOptions.ts';
import { placesOf, type TenantView } from './tenantView.ts';

/** The follower; `options` are read each time, because the admin may change the rules. */
export function createTenantFollower(
  options: LiveOptions,
  { view, writer, roster }: { readonly view: TenantView; readonly writer: ShardedWriter; readonly roster: PbxRoster },
): TeamsFollower {
  const { tenantId, graph, quotaPer30s, store, logger, metrics, now, random } = options;
  return new TeamsFollower({
    tenantId,
    graph,
    quotaPer30s,
    store,
    logger,
    metrics,
    now,
    random,
    rules: () => options.following,
    owners: () => view.directory.owners(),
    people: () => view.directory.size,
    placesOf: (userId) => placesOf(view, userId),
    port: (pbxId) => roster.port(pbxId),
    lines: view.lines,
    sessionsOf: (userId) => writer.sessionsShown(userId),
    reserveRead: () => writer.reserveRead(),
  });
}

/** The facts as /readyz tells them; undefined while it is off. */
export function followingDetail(facts: FollowFacts | undefined): string | undefined {
  if (facts === undefined) return undefined;
  const { followed, notTellable, withoutLine } = facts;
  return `${String(followed)} followed, ${String(notTellable)} on PBXs that cannot be told, ${String(withoutLine)} without a line`;
}
