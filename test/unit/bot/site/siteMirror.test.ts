// How things are at a site, from what its PBX told.
import type { PbxEvent } from '#shared/domain/call';
import { SiteMirror } from '../../../../bot/site/siteMirror.ts';

const at = { eventId: 'e', pbxId: 'main', occurredAt: 1, receivedAt: 1 };
const leg = (connectionId: string) => ({ ...at, globalCallId: 'c', connectionId, deviceId: '2014' });

function mirrorOf(...events: PbxEvent[]): SiteMirror {
  const mirror = new SiteMirror();
  for (const event of events) mirror.apply(event);
  return mirror;
}

describe('SiteMirror', () => {
  describe('when calls come and go', () => {
    it('knows the legs that are alive', () => {
      const mirror = mirrorOf(
        { kind: 'originated', ...leg('a'), called: {} },
        { kind: 'delivered', ...leg('b'), calling: {} },
        { kind: 'diverted', ...leg('never'), toVoicemail: false },
        { kind: 'connectionCleared', ...leg('a'), cause: 'normalClearing' },
      );
      expect(mirror.liveConnectionIds).toEqual(['b']);
    });
    it('believes a snapshot more than what it heard', () => {
      const mirror = mirrorOf(
        { kind: 'held', ...leg('a') },
        { kind: 'snapshot', ...at, liveConnectionIds: ['b', 'c'] },
      );
      expect(mirror.liveConnectionIds).toEqual(['b', 'c']);
    });
  });
  describe('when devices change', () => {
    it('keeps the last word of each kind on each device, oldest first', () => {
      const mirror = mirrorOf(
        { kind: 'registration', ...at, deviceId: '2014', registered: false },
        { kind: 'forwarding', ...at, deviceId: '2014', forwardingType: 'busy', isOn: true },
        { kind: 'forwarding', ...at, deviceId: '2014', forwardingType: 'immediate', isOn: true },
        { kind: 'registration', ...at, deviceId: '2014', registered: true },
        { kind: 'userState', ...at, deviceId: '2015', state: 'busy' },
      );
      expect(mirror.latestStates()).toMatchObject([
        { forwardingType: 'busy' },
        { forwardingType: 'immediate' },
        { registered: true },
        { state: 'busy' },
      ]);
    });
    it('follows the link', () => {
      expect(new SiteMirror().isUp).toBe(false);
      expect(mirrorOf({ kind: 'link', ...at, up: true }).isUp).toBe(true);
      expect(mirrorOf({ kind: 'link', ...at, up: true }, { kind: 'link', ...at, up: false }).isUp).toBe(false);
    });
  });
});
