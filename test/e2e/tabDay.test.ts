// A working day at the tab: the boss's line rings, a message waits, meetings overlap, and somebody looks busy and asks why.
import type { Translator } from '#shared/i18n';
import type { SandboxMeeting } from '../sandbox/graph/index.ts';
import { makeTenant, sandboxExtensionPattern, type SandboxUser } from '../sandbox/tenant/index.ts';
import { until } from '../support/until.ts';
import { openStage, type Seat, type Stage } from './support/journey.ts';
import { dresses, expectSound, openPage, tabOf, wordsFor } from './support/tab.ts';

const minuteMs = 60_000;
const limitMs = 10_000;
const caller = { from: 'outside', number: '+12025550142', name: 'Customer Example' } as const;
const tenant = makeTenant({ users: 20 });
const [boss, ...assistants] = tenant.users.slice(0, 4);
if (boss === undefined) throw new Error('nobody in the sandbox');
const bossLine = `${boss.displayName} · ${boss.extension}`;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    tenant,
    config: {
      tenantSettings: {
        directory: {
          extensionPattern: sandboxExtensionPattern,
          lines: [{ extension: boss.extension, user: boss.mail, sharedWith: assistants.map(({ mail }) => mail) }],
        },
        voicemail: { accessCode: '*97', outsideKey: '*' },
      },
    },
  });
}, 120_000);
afterAll(async () => {
  await stage.close();
});

describe.each(dresses.map((dress, index) => ({ dress, index, name: dress.name })))(
  'a day $name',
  ({ dress, index }) => {
    const me = assistants[index] as SandboxUser;
    let words: Translator;
    let t: Translator['t'];
    let seat: Seat;

    beforeAll(async () => {
      words = await wordsFor(dress);
      ({ t } = words);
      seat = await stage.sit({ user: me.extension, ...dress.view, height: 1000 });
      seat.page.setDefaultTimeout(limitMs);
    });
    afterAll(async () => {
      await seat.leave();
    });

    const picture = (name: string): Promise<void> => seat.picture(`day-${dress.slug}-${name}`);
    const home = (): Promise<boolean> => openPage(seat, words, 'home');

    it('shows the assistant what rings at the boss, and calls in the name of the boss', async () => {
      const { pbx, graph } = stage.sandbox;
      await home();
      const shared = seat.tab.getByRole('region', { name: t('sharedLines.title') });
      const line = shared.getByRole('article', { name: bossLine });
      await line.getByText(t('presence.available'), { exact: true }).waitFor();

      const call = pbx.call({ ...caller, to: boss.extension });
      await line.getByText(t('live.announce', { state: t('live.incoming.alerting'), party: caller.name })).waitFor();
      const said = t('sharedLines.rings', { name: bossLine, party: caller.name });
      await seat.tab.getByRole('status').filter({ hasText: said }).waitFor({ state: 'attached' });
      await expectSound(seat);
      await picture('boss-rings');

      call.answer(boss.extension);
      await line.getByText(t('presence.busy'), { exact: true }).waitFor();
      await line.getByText(t('live.announce', { state: t('live.connected'), party: caller.name })).waitFor();
      expect(graph.presence(me.id).activity).not.toBe('InACall');
      await picture('boss-talks');
      call.hangup(boss.extension);
      await line.getByText(t('presence.available'), { exact: true }).waitFor();
      await line.getByText(caller.name).waitFor({ state: 'detached' });

      await line.getByRole('button', { name: t('sharedLines.callFrom', { name: bossLine }) }).click();
      await line.getByRole('textbox').fill('+44 20 7946 0123');
      await picture('boss-dial');
      await line.getByRole('button', { name: t('sharedLines.dial'), exact: true }).click();
      // The phone of that line rings, and dials once it is picked up.
      await until(() => pbx.desk.find(boss.extension)?.called.endsWith('442079460123') === true);
      expect(pbx.desk.find(me.extension)).toBeUndefined();
      await line
        .getByText(/20 7946 0123/u)
        .first()
        .waitFor();
      await picture('boss-placed');
      pbx.desk.find(boss.extension)?.hangup();
      await line.getByText(t('presence.available'), { exact: true }).waitFor();
      await expectSound(seat);

      await openPage(seat, words, 'calls');
      await seat.tab.getByRole('tab', { name: t('calls.filter.shared') }).click();
      const logged = seat.tab.getByRole('listitem').filter({ hasText: caller.name });
      await logged.filter({ hasText: boss.displayName }).first().waitFor();
      await picture('boss-log');
      await seat.tab.getByRole('tab', { name: t('calls.filter.all'), exact: true }).click();
      await expectSound(seat);
    });

    it('tells of a message with a badge, dials the mailbox after a yes, and lets the badge go once it was heard', async () => {
      const { pbx } = stage.sandbox;
      const left = pbx.call({ ...caller, to: me.extension });
      left.noAnswer();
      pbx.desk.leaveMessage(left);
      await seat.tab.getByRole('button', { name: t('nav.moreNews'), exact: true }).click();
      const badge = seat.tab.getByRole('menuitem', { name: t('nav.voicemailNew', { count: 1 }), exact: true });
      await badge.waitFor();
      await expectSound(seat);
      await picture('voicemail-badge');
      await badge.click();
      const mine = seat.tab.getByRole('region', { name: t('voicemail.mine') });
      await mine.getByText(t('voicemail.new', { count: 1 }), { exact: true }).waitFor();
      await seat.tab
        .getByRole('region', { name: t('voicemail.calls') })
        .getByText(caller.name)
        .first()
        .waitFor();
      await expectSound(seat);
      await picture('voicemail-page');

      await mine.getByRole('button', { name: t('voicemail.listen', { code: '*97' }) }).click();
      const question = seat.tab.getByRole('alertdialog', { name: t('dial.ask.title', { target: '*97' }) });
      await question.waitFor();
      expect(pbx.desk.find(me.extension)).toBeUndefined();
      await expectSound(seat);
      await picture('voicemail-ask');
      await question.getByRole('button', { name: t('pad.codeConfirm', { target: '*97' }) }).click();
      await question.waitFor({ state: 'detached' });
      await until(() => pbx.desk.find(me.extension)?.called === '*97');
      await picture('voicemail-listening');

      pbx.desk.find(me.extension)?.hangup();
      await mine.getByText(t('voicemail.new', { count: 0 }), { exact: true }).waitFor();
      await mine.getByText(t('voicemail.old', { count: 1 })).waitFor();
      expect(await tabOf(seat, 'voicemail').textContent()).toBe(t('nav.voicemail'));
      await expectSound(seat);
      await picture('voicemail-heard');
    });

    it('joins the next of overlapping meetings, by its link and by phone with its codes', async () => {
      stage.sandbox.graph.setMeetings(me.extension, overlapping(Date.now()));
      const here = await stage.sit({ user: me.extension, ...dress.view, height: 1000 });
      here.page.setDefaultTimeout(limitMs);
      // What is opened is asked of the browser; nobody outside is.
      await here.page.context().route(/^https:/u, (route) => route.abort());
      const next = here.tab.getByRole('region', { name: t('home.next') });
      const lead = next.getByRole('article').first();
      await next.getByRole('article', { name: 'Board preparation' }).waitFor();
      expect(await lead.getAttribute('aria-label')).toBe('Board preparation');
      const others = next.getByRole('list', { name: t('meetings.together', { count: 2 }) });
      expect(
        await others.getByRole('article').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))),
      ).toEqual(['Walk with Dario', 'Supplier call']);
      await here.picture(`day-${dress.slug}-meetings-next`);

      const join = t('meeting.joinService', { name: 'Zoom' });
      await others.getByRole('link', { name: `${join}: Supplier call` }).click();
      expect(await here.launches.waitFor('https://us02web.zoom.us/')).toContain('/j/81234567890');
      await lead
        .getByRole('link', { name: new RegExp(t('meeting.joinByPhone'), 'u') })
        .first()
        .click();
      expect(await here.launches.waitFor('tel:')).toMatch(/^tel:\+33199007812,+345678901(%23|#)$/u);
      await lead.getByRole('link', { name: /Board preparation$/u }).click();
      expect(await here.launches.waitFor('https://teams.microsoft.com/')).toContain('meetup-join');
      await expectSound(here);

      await openPage(here, words, 'meetings');
      await here.tab
        .getByRole('region', { name: t('day.today') })
        .getByRole('article')
        .first()
        .waitFor();
      await here.tab.getByText(t('meetings.moreWays')).first().click();
      await here.tab.getByText('345678901').first().waitFor();
      await expectSound(here);
      await here.picture(`day-${dress.slug}-meetings-page`);
      await here.leave();
    });

    it('says why somebody looks busy, and withdraws our part from Teams when asked', async () => {
      const { pbx, graph } = stage.sandbox;
      await home();
      const call = pbx.call({ ...caller, to: me.extension });
      call.answer(me.extension);
      await graph.waitForPresence(me.id, { availability: 'Busy', activity: 'InACall' }, 10_000);
      await seat.tab.getByText(t('presence.busy'), { exact: true }).first().waitFor();
      await seat.tab.getByRole('button', { name: t('why.button'), exact: true }).click();
      const panel = seat.tab.getByRole('dialog', { name: t('why.title') });
      await panel.getByText(new RegExp(me.extension, 'u')).first().waitFor();
      await expectSound(seat);
      await picture('why-panel');
      await panel.getByRole('button', { name: t('why.release') }).click();
      await graph.waitForPresence(me.id, { session: false }, 10_000);
      expect(graph.presence(me.id).activity).not.toBe('InACall');
      await panel.getByText(t('presence.why.ours.released')).waitFor();
      await picture('why-released');
      await panel.getByRole('button', { name: t('why.close') }).click();
      await panel.waitFor({ state: 'detached' });
      call.hangup(me.extension);
      await seat.tab.getByText(t('home.noLive')).waitFor();
      await expectSound(seat);
      expect(graph.violations).toEqual([]);
    });
  },
);

/** Three at once: the first has no way in, the second a link and a number with codes, the third a link. */
function overlapping(now: number): readonly SandboxMeeting[] {
  const start = Math.ceil(now / minuteMs) * minuteMs;
  const at = (minutes: number): Pick<SandboxMeeting, 'startsAt' | 'endsAt'> => ({
    startsAt: start + minutes * minuteMs,
    endsAt: start + (minutes + 40) * minuteMs,
  });
  const joinUrl = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_Sample%40thread.v2/0?context=%7b%7d';
  const zoom = 'https://us02web.zoom.us/j/81234567890?pwd=RGVtb1Bhc3N3b3Jk.1';
  return [
    { subject: 'Walk with Dario', ...at(3), organizer: 'Dario Placeholder' },
    {
      subject: 'Board preparation',
      ...at(5),
      organizer: 'Ada Example',
      joinUrl,
      bodyHtml: `<p><a href="${joinUrl}">Join the meeting now</a></p><p><b>Dial in by phone</b><br>
<a href="tel:+33199007812,,345678901#">+33 1 99 00 78 12,,345678901#</a> France, Paris<br>Phone conference ID: 345 678 901#</p>`,
    },
    {
      subject: 'Supplier call',
      ...at(10),
      organizer: 'Chloé Specimen',
      location: zoom,
      bodyHtml: `<p>Join Zoom Meeting<br><a href="${zoom}">${zoom}</a></p>`,
    },
  ];
}
