// What the rows of the scenario table are told with: people, groups and the beginnings of their calls.
import type { Party } from '#shared/domain/call';
import { CallStory } from '../../../../support/callStory.ts';

/** Who calls from outside. */
export const outsider = '+12025550101';
/** The queue and the ring group of the stories. */
export const queue = { kind: 'queue', id: '600' } as const;
export const ringGroup = { kind: 'ringGroup', id: '120' } as const;

export function leg(device: string, name = device): { connectionId: string; deviceId: string } {
  return { connectionId: `leg-${name}`, deviceId: device };
}

export function party(number: string): Party {
  return { number, deviceId: number };
}

/** 101 and 102 talk from second 2 on. */
export function talking(): CallStory {
  return new CallStory().dials('101', '102').rings('102', '101').at(2).answers('102', '101').answers('101', '102');
}

export function offered(story: CallStory, device: string, from: string): CallStory {
  return story.add({ kind: 'offered', ...leg(device), calling: party(from) });
}

/** A call to `member`s of a group; all ring. */
export function groupCall(group: typeof queue | typeof ringGroup, ...members: readonly string[]): CallStory {
  const story = new CallStory().dials('trunk', group.id);
  if (group.kind === 'queue') story.add({ kind: 'queued', ...leg('trunk'), queue: group });
  for (const member of members) story.rings(member, outsider, { group });
  return story;
}

/** 102 parks 101 in slot 701 at second 4, and `by` picks it up at second 9. */
export function parkedBy(parker: '101' | '102', by: string): CallStory {
  const waiting = parker === '101' ? '102' : '101';
  return talking()
    .at(4)
    .add({ kind: 'parked', ...leg(waiting), role: 'parked', parkedAt: '701' })
    .add({ kind: 'parked', ...leg(parker), role: 'parker', parkedAt: '701' })
    .ends(parker)
    .at(9)
    .add({ kind: 'originated', ...leg(by, 'retriever'), called: { number: '701' } })
    .add({ kind: 'unparked', ...leg(waiting), role: 'parked', parkedAt: '701', other: party(by) })
    .add({ kind: 'unparked', ...leg(by, 'retriever'), role: 'retriever', parkedAt: '701', other: party(waiting) })
    .at(12)
    .add({ kind: 'connectionCleared', ...leg(by, 'retriever'), cause: 'normalClearing' })
    .ends(waiting);
}

export interface Case {
  /** What happens, where the row alone does not say. */
  readonly what: string;
  /** Calls apart from each other: each has a global id of its own. */
  readonly calls: readonly CallStory[];
  readonly log: readonly string[];
}

/** 102 sends 101 to 103, whose phone rings from second 10 on. */
export function blindTransfer(): CallStory {
  return talking()
    .at(10)
    .add({ kind: 'transferred', ...leg('102'), role: 'transferring', transferKind: 'singleStep', other: party('103') })
    .add({ kind: 'transferred', ...leg('101'), role: 'transferred', transferKind: 'singleStep', other: party('103') })
    .ends('102')
    .rings('103', '101')
    .add({
      kind: 'transferred',
      ...leg('103'),
      role: 'target',
      transferKind: 'singleStep',
      other: party('101'),
      transferringParty: party('102'),
    });
}
