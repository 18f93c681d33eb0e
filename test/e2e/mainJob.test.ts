// The main job, end to end: a call on the PBX is in Teams within a second, a click dials, and nothing is lost on the way.
import { axeViolations } from './support/axe.ts';
import { openStage, type Stage } from './support/journey.ts';
import { hasSidewaysScroll, openPage, tabFrame } from './support/tab.ts';
import { wordsOf } from './support/words.ts';

const outsideNumber = '+33199007788';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 120_000);
afterAll(async () => {
  await stage.close();
});

/** Milliseconds until `what` resolves, counted from now. */
async function timed(what: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await what;
  return performance.now() - startedAt;
}

describe('a call from outside', () => {
  it('rings on the card within a second, shows Busy/InACall in Graph, ends in the log, and a click on the row dials', async () => {
    const { sandbox } = stage;
    const ada = sandbox.tenant.users[0];
    if (ada === undefined) throw new Error('nobody in the sandbox');
    const seat = await stage.sit({ user: ada.extension });
    const live = seat.tab.getByRole('region', { name: 'Calls now' });
    await seat.tab.getByText('No call at the moment').waitFor();

    const call = sandbox.pbx.call({
      from: 'outside',
      to: ada.extension,
      number: outsideNumber,
      name: 'Customer Example',
    });
    const ringsAfterMs = await timed(live.getByText('Incoming call', { exact: true }).waitFor({ timeout: 5_000 }));
    expect(ringsAfterMs).toBeLessThan(1_000);
    await live.getByText('Customer Example').first().waitFor();
    expect(sandbox.graph.presence(ada.id).activity).not.toBe('InACall');
    await seat.picture('main-ringing');

    call.answer(ada.extension);
    const answered = Promise.all([
      live.getByText('In a call', { exact: true }).waitFor({ timeout: 5_000 }),
      sandbox.graph.waitForPresence(ada.id, { availability: 'Busy', activity: 'InACall' }, 5_000),
    ]);
    expect(await timed(answered)).toBeLessThan(1_000);
    await live.getByRole('timer').waitFor();
    await seat.picture('main-talking');

    call.hangup(ada.extension);
    await sandbox.graph.waitForPresence(ada.id, { availability: 'Available' }, 5_000);
    await seat.tab.getByText('No call at the moment').waitFor();
    await seat.tab.getByRole('tab', { name: 'Calls' }).click();
    const row = seat.tab
      .getByRole('row')
      .filter({ hasText: 'Customer Example' })
      .or(seat.tab.getByRole('listitem').filter({ hasText: 'Customer Example' }));
    await row.first().waitFor();
    await seat.picture('main-log');

    const link = row.first().getByRole('link').first();
    expect(await link.getAttribute('href')).toBe(`tel:${outsideNumber}`);
    await link.click();
    expect(await seat.launches.waitFor('tel:')).toBe(`tel:${outsideNumber}`);
    expect(seat.complaints).toEqual([]);
    expect(sandbox.graph.violations).toEqual([]);
  });
});

describe('a call that nobody answers', () => {
  it('is a missed call on the home page, without ever having made anybody busy', async () => {
    const { sandbox } = stage;
    const [, bruno] = sandbox.tenant.users;
    if (bruno === undefined) throw new Error('nobody in the sandbox');
    const seat = await stage.sit({ user: bruno.extension });
    const call = sandbox.pbx.call({
      from: 'outside',
      to: bruno.extension,
      number: '+12025550142',
      name: 'Hostile <b>x</b>',
    });
    await seat.tab.getByText('Incoming call', { exact: true }).waitFor();
    call.cancel();
    const missed = seat.tab.getByRole('region', { name: 'Missed calls' });
    await missed.getByText('Hostile <b>x</b>').first().waitFor();
    const told = sandbox.graph.entries().filter((entry) => JSON.stringify(entry).includes(bruno.id));
    expect(told.filter((entry) => JSON.stringify(entry).includes('setPresence'))).toEqual([]);
    expect(seat.complaints).toEqual([]);
  });
});

describe('the service is killed while somebody talks', () => {
  it('comes back with the call live, then logs it once; the tab mends itself', async () => {
    const { sandbox } = stage;
    const [, , chloe] = sandbox.tenant.users;
    if (chloe === undefined) throw new Error('nobody in the sandbox');
    const seat = await stage.sit({ user: chloe.extension });
    const live = seat.tab.getByRole('region', { name: 'Calls now' });
    const call = sandbox.pbx.call({
      from: 'outside',
      to: chloe.extension,
      number: '+442079460123',
      name: 'Patient Example',
    });
    await live.getByText('Incoming call', { exact: true }).waitFor();
    call.answer(chloe.extension);
    await sandbox.graph.waitForPresence(chloe.id, { activity: 'InACall' }, 5_000);
    await stage.restartService();
    await live.getByText('In a call', { exact: true }).waitFor({ timeout: 20_000 });
    call.hangup(chloe.extension);
    await seat.tab.getByText('No call at the moment').waitFor();
    await seat.tab.getByRole('tab', { name: 'Calls' }).click();
    await seat.tab.getByText('Patient Example').first().waitFor();
    expect(await seat.tab.getByText('Patient Example').count()).toBe(1);
    expect(sandbox.graph.presence(chloe.id).activity).not.toBe('InACall');
  });
});

describe('a colleague is called through the PBX', () => {
  it('rings my own phone first and logs one outgoing call', async () => {
    const { sandbox } = stage;
    const [, , , dario, elodie] = sandbox.tenant.users;
    if (dario === undefined || elodie === undefined) throw new Error('nobody in the sandbox');
    const seat = await stage.sit({ user: dario.extension });
    await seat.tab.getByRole('tab', { name: 'Contacts' }).click();
    await seat.tab.getByRole('searchbox').or(seat.tab.getByRole('textbox')).first().fill('elodie');
    const person = seat.tab.getByRole('article', { name: elodie.displayName });
    await person.waitFor();
    await person
      .getByRole('button', { name: /More ways/ })
      .first()
      .click();
    await seat.tab.getByRole('menuitem', { name: 'Ring my desk phone, then dial' }).click();
    await seat.tab.getByRole('tab', { name: 'Home' }).click();
    const live = seat.tab.getByRole('region', { name: 'Calls now' });
    await live
      .getByText(/Dialling|Ringing at the other side/)
      .first()
      .waitFor();
    await sandbox.graph.waitForPresence(dario.id, { activity: 'InACall' }, 5_000);
    await seat.picture('click-to-call');
    sandbox.pbx.desk.find(dario.extension)?.hangup();
  });
});

describe('the dial pad', () => {
  it('calls an emergency number after a yes alone, by a link that the host opens', async () => {
    const seat = await stage.sit({ user: stage.sandbox.tenant.users[6]?.extension ?? '' });
    await seat.tab.getByText('No call at the moment').waitFor();
    await seat.tab.getByRole('tab', { name: 'Dial pad' }).click();
    const entry = seat.tab.getByRole('textbox', { name: 'Number to call' });
    const question = seat.tab.getByRole('alertdialog', { name: 'Call 112?' });
    await entry.fill('112');
    await entry.press('Enter');
    await question.waitFor();
    expect(await axeViolations(tabFrame(seat))).toEqual([]);
    expect(await hasSidewaysScroll(seat)).toBe(false);
    await seat.picture('ask-emergency');

    // The key that asked does not answer: the focus is on Cancel.
    await seat.page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    await seat.tab.getByRole('button', { name: /Call 112/ }).press('Enter');
    await seat.page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });

    await seat.tab.getByRole('button', { name: /Call 112/ }).click();
    await question.getByRole('link', { name: 'Call 112' }).click();
    expect(await seat.launches.waitFor('tel:')).toBe('tel:112');
    await question.waitFor({ state: 'detached' });
    expect(seat.complaints).toEqual([]);
  });

  it('has a menu of its other ways, which goes when one is taken', async () => {
    const seat = await stage.sit({ user: stage.sandbox.tenant.users[6]?.extension ?? '' });
    await seat.tab.getByRole('tab', { name: 'Dial pad' }).click();
    await seat.tab.getByRole('textbox', { name: 'Number to call' }).fill('+33199007788');
    await seat.tab.getByRole('button', { name: /More ways/ }).click();
    const menu = seat.tab.getByRole('menu');
    await menu.waitFor();
    expect(await hasSidewaysScroll(seat)).toBe(false);
    expect(await axeViolations(tabFrame(seat))).toEqual([]);
    await seat.picture('more-ways');
    await menu.getByRole('menuitem', { name: /phone app/ }).click();
    expect(await seat.launches.waitFor('tel:')).toBe('tel:+33199007788');
    expect(await menu.count()).toBe(0);
    expect(seat.complaints).toEqual([]);
  });
});

describe('the first load', () => {
  it('is interactive in less than two seconds', async () => {
    const { sandbox } = stage;
    const user = sandbox.tenant.users[5]?.extension ?? '';
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const seat = await stage.sit({ user });
      await seat.tab.getByText('No call at the moment').waitFor();
      await seat.tab.getByRole('tab', { name: 'Dial pad' }).click();
      await seat.tab.getByRole('group', { name: 'Dial pad keys' }).waitFor();
      // The tab's own clock starts when its page is asked for: signed in, data shown, a click answered.
      times.push(Number(await tabFrame(seat).evaluate('performance.now()')));
      await seat.leave();
    }
    times.sort((one, other) => one - other);
    expect(times[1]).toBeLessThan(2_000);
  });
});

describe('the tab in every dress', () => {
  const views = [
    { name: 'light', lang: 'en', theme: 'default', width: 1280 },
    { name: 'dark', lang: 'en', theme: 'dark', width: 1280 },
    { name: 'contrast', lang: 'fr', theme: 'contrast', width: 1280 },
    { name: 'french', lang: 'fr', theme: 'default', width: 1280 },
    { name: 'wide', lang: 'en', theme: 'default', width: 1920 },
  ] as const;
  const pages = ['home', 'calls', 'contacts', 'dialPad'] as const;

  it.each(views)('has no axe violation and no sideways scroll: $name', async ({ name, lang, theme, width }) => {
    const { sandbox } = stage;
    const ada = sandbox.tenant.users[0]?.extension ?? '';
    const seat = await stage.sit({ user: ada, lang, theme, width });
    const words = await wordsOf(lang);
    for (const page of pages) {
      await openPage(seat, words, page);
      expect(await axeViolations(tabFrame(seat))).toEqual([]);
      expect(await hasSidewaysScroll(seat)).toBe(false);
      await seat.picture(`dress-${name}-${page}`);
    }
    await seat.leave();
  });
});

describe('sign-in without nested app authentication', () => {
  it('falls back to getAuthToken of the host', async () => {
    const { sandbox } = stage;
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${sandbox.host.teamsUrl}?user=${sandbox.tenant.users[0]?.extension ?? ''}&nested=off`);
    const tab = page.frameLocator('iframe[name="embedded-page-container"]');
    await tab.getByText('No call at the moment').waitFor();
    const funcs = await page.evaluate('window.hostLog.map((entry) => entry.func)');
    expect(funcs).toContain('authentication.getAuthToken');
    await context.close();
  });
});
