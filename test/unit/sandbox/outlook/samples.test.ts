// The sample mailbox holds what the demo and the journeys need, and nobody who could exist.
import { plainText } from '../../../sandbox/outlook/page/itemData.ts';
import { sampleAppointments, teamsLink, zoomLink } from '../../../sandbox/outlook/page/sampleAppointments.ts';
import { sampleMails } from '../../../sandbox/outlook/page/sampleMails.ts';
import { now, sample } from './outlookWorld.ts';

const items = [...sampleMails(now), ...sampleAppointments(now, { name: 'Ada Example', address: 'ada@example.com' })];

describe('the sample mailbox', () => {
  it('has mails and appointments in English and French', () => {
    const kinds = new Set(
      items.map(({ kind, language }) => `${kind === 'message' ? 'mail' : 'appointment'} ${language}`),
    );
    expect([...kinds].sort()).toEqual(['appointment en', 'appointment fr', 'mail en', 'mail fr']);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  });

  it('has a mail with exactly three numbers', () => {
    expect(plainText(sample('three-numbers').html).match(/\+\d/g)).toHaveLength(3);
  });

  it.each([
    ['teams', teamsLink],
    ['zoom', zoomLink],
  ])('has the join link of %s in the body', (id, link) => {
    expect(sample(id).html).toContain(link);
  });

  it('writes only to reserved domains', () => {
    for (const { from } of items) expect(from.address).toMatch(/@([\w-]+\.)*example(\.com)?$/);
  });
});
