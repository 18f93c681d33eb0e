// Lists who has which line, and where people, directory and PBX do not fit together, with words for the admin.
import type { AdminLines } from '#shared/contracts';
import type { MessageKey, Translator } from '#shared/i18n';
import type { LineClaim, LineMismatch } from './joinLines.ts';
import type { SeenDevices } from './seenDevices.ts';
import type { TenantView } from './tenantView.ts';

/** Which part of the lists; both are cut alike. */
export interface LinesPart {
  readonly offset: number;
  readonly limit: number;
}

const keys: Readonly<Record<LineMismatch['kind'], MessageKey>> = {
  userWithoutLine: 'admin.lines.userWithoutLine',
  lineWithoutUser: 'admin.lines.lineWithoutUser',
  extensionClaimedTwice: 'admin.lines.extensionClaimedTwice',
  lineGivenTwice: 'admin.lines.lineGivenTwice',
  lineUserUnknown: 'admin.lines.lineUserUnknown',
  lineUserAmbiguous: 'admin.lines.lineUserAmbiguous',
  mailClaimedTwice: 'admin.lines.mailClaimedTwice',
};
/** The same of somebody the line is shared with. */
const sharerKeys: Readonly<Partial<Record<LineMismatch['kind'], MessageKey>>> = {
  lineUserUnknown: 'admin.lines.sharerUnknown',
  lineUserAmbiguous: 'admin.lines.sharerAmbiguous',
};
const mostNames = 5;
const mostUsers = 100;
const longestName = 120;

/** The answer; pure. */
export function adminLinesOf(view: TenantView, seen: SeenDevices, part: LinesPart, words: Translator): AdminLines {
  const { claims, mismatches } = view.directory;
  const all = [...mismatches, ...linesOfNobody(view, seen)];
  const cut = <Item>(items: readonly Item[]): readonly Item[] => items.slice(part.offset, part.offset + part.limit);
  return {
    lines: cut(claims).map((claim) => lineToWire(view, claim)),
    mismatches: cut(all).map((mismatch) => {
      const { sharer, ...facts } = mismatch;
      return { ...facts, userIds: mismatch.userIds.slice(0, mostUsers), says: sentenceOf(view, mismatch, words) };
    }),
    total: { lines: claims.length, mismatches: all.length },
  };
}

/** Devices a PBX has spoken of that are nobody's. */
function linesOfNobody({ pbxIds, directory }: TenantView, seen: SeenDevices): readonly LineMismatch[] {
  return pbxIds.flatMap((pbxId) =>
    [...seen.on(pbxId)]
      .filter((extension) => directory.ownerOf(pbxId, extension) === undefined)
      .sort()
      .map((extension) => ({ kind: 'lineWithoutUser' as const, extension, pbxId, userIds: [] })),
  );
}

function lineToWire(view: TenantView, { userId, extension, pbxId, from }: LineClaim): AdminLines['lines'][number] {
  const on = view.pbxIds.filter(
    (each) => (pbxId ?? each) === each && view.directory.ownerOf(each, extension) === userId,
  );
  return {
    extension,
    ...(pbxId === undefined ? {} : { pbxId }),
    user: { id: userId, displayName: nameOf(view, userId) },
    from,
    state: view.lines.lineState(on.map((each) => ({ pbxId: each, extension }))),
  };
}

function sentenceOf(view: TenantView, mismatch: LineMismatch, { t }: Translator): string {
  // One more than is shown tells that there are more; an extension of everybody's has thousands.
  const names = mismatch.userIds.slice(0, mostNames + 2).map((userId) => nameOf(view, userId));
  const [owner = '', ...others] = names;
  const shown = (list: readonly string[]): string =>
    list.length > mostNames ? `${list.slice(0, mostNames).join(', ')}, …` : list.join(', ');
  const key = (mismatch.sharer === undefined ? undefined : sharerKeys[mismatch.kind]) ?? keys[mismatch.kind];
  return t(key, {
    line: mismatch.extension ?? '',
    pbx: mismatch.pbxId ?? 'none',
    owner,
    others: shown(others),
    people: shown(names),
    sharer: (mismatch.sharer ?? '').slice(0, longestName),
  });
}

function nameOf(view: TenantView, userId: string): string {
  return (view.directory.nameOf(userId) ?? userId).slice(0, longestName);
}
