// People and meetings of the whole service against the sandbox tenant: found, kept in step, and read with everybody's own rights.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Me, MeetingsAnswer, PeopleAnswer, PeoplePresenceAnswer, Problem } from '#shared/contracts';
import { loadConfig } from '#bot/config';
import { silentLogger, type LogFacts } from '#bot/telemetry';
import { buildApp, openPorts, type App } from '../../bot/app.ts';
import { startSandbox, type Sandbox } from '../sandbox/index.ts';
import type { SandboxUser } from '../sandbox/tenant/index.ts';
import { until } from '../support/until.ts';

const hourMs = 3_600_000;
let dir = '';
let made: Sandbox;
let app: App;
let lines: [string, LogFacts | undefined][] = [];
const [ada, bruno, chloe] = [0, 1, 2].map((index) => (): SandboxUser => made.tenant.users[index] as SandboxUser) as [
  () => SandboxUser,
  () => SandboxUser,
  () => SandboxUser,
];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hookswitch-people-'));
  made = await startSandbox({ dir });
  lines = [];
  app = await serve();
});

afterEach(async () => {
  await app.stop();
  await made.close();
  rmSync(dir, { recursive: true, force: true });
});

async function serve(): Promise<App> {
  const config = loadConfig(made.configPath, made.env);
  const keep = (event: string, facts?: LogFacts): void => void lines.push([event, facts]);
  const logger = { ...silentLogger, debug: keep, info: keep, warn: keep, error: keep };
  const built = buildApp(config, { ...(await openPorts(config)), logger });
  await built.http.ready();
  await built.start();
  await until(async () => (await built.http.inject({ url: '/readyz' })).statusCode === 200, 10_000);
  return built;
}

const fromJson = (text: string): never => JSON.parse(text) as never;

async function ask<Answer>(
  user: SandboxUser,
  url: string,
  read: (text: string) => Answer = fromJson,
): Promise<{ status: number; body: Answer }> {
  const token = await made.issuer.userToken(user);
  const reply = await app.http.inject({ url: `/api/v1${url}`, headers: { authorization: `Bearer ${token}` } });
  return { status: reply.statusCode, body: read(reply.body) };
}

async function find(user: SandboxUser, query: string): Promise<readonly string[]> {
  const { body } = await ask<PeopleAnswer>(user, `/people?${query}`);
  return body.items.map(({ displayName, isPersonal }) => (isPersonal === true ? `${displayName} *` : displayName));
}

function today(): string {
  const from = new Date(Date.now() - hourMs).toISOString();
  const to = new Date(Date.now() + 4 * hourMs).toISOString();
  return `/meetings?${new URLSearchParams({ from, to, tz: 'Europe/Paris' }).toString()}`;
}

function requests(path: string): number {
  return made.graph.entries().filter((entry) => entry.path.startsWith(path)).length;
}

describe('the service', () => {
  describe('when somebody asks for their meetings', () => {
    it('lists them in order with the ways to join, best first, and leaves out what they declined', async () => {
      const start = Math.ceil(Date.now() / 60_000) * 60_000 + hourMs;
      const slot = { startsAt: start, endsAt: start + hourMs };
      made.graph.setMeetings(ada().id, [
        { subject: 'Not for me', ...slot, organizer: 'Bruno Sample', response: 'declined' },
        { subject: 'Called off', ...slot, organizer: 'Bruno Sample', isCancelled: true },
        {
          subject: 'By phone',
          startsAt: start - 60_000,
          endsAt: slot.endsAt,
          organizer: 'Chloé Specimen',
          bodyHtml: '<p>Composez le +33 1 99 00 77 00<br>Numéro de conférence : 456 7890 #<br>Code PIN : 2468 #</p>',
        },
      ]);
      const { status, body } = await ask<MeetingsAnswer>(ada(), today());
      expect(status).toBe(200);
      expect(body.items).toMatchObject([
        {
          subject: 'By phone',
          organizer: 'Chloé Specimen',
          links: [],
          dialIns: [{ conferenceId: '4567890', pin: '2468', telUri: 'tel:+33199007700,,4567890%23,,2468%23' }],
        },
        { subject: 'Called off', isCancelled: true },
      ]);
      const { body: usual } = await ask<MeetingsAnswer>(bruno(), today());
      expect(usual.items.find(({ subject }) => subject === 'Supplier call')?.links[0]).toMatchObject({
        service: 'Zoom',
      });
      expect(usual.items.find(({ subject }) => subject === 'Weekly sync')).toMatchObject({
        links: [{ service: 'Microsoft Teams' }],
        dialIns: [{ telUri: 'tel:+33199007812,,345678901%23' }, { telUri: 'tel:+12025550123,,345678901%23' }],
      });
      expect(made.graph.violations).toEqual([]);
    });

    it('puts a day that lasts all day where the reader is', async () => {
      const date = Date.parse('2026-11-23T00:00:00Z');
      made.graph.setMeetings(ada().id, [
        { subject: 'Holiday', startsAt: date, endsAt: date + 24 * hourMs, isAllDay: true },
      ]);
      const range = 'from=2026-11-22T23:00:00.000Z&to=2026-11-23T23:00:00.000Z';
      const { body } = await ask<MeetingsAnswer>(ada(), `/meetings?${range}&tz=Europe/Paris`);
      expect(body.items).toMatchObject([
        { start: '2026-11-22T23:00:00.000Z', end: '2026-11-23T23:00:00.000Z', isAllDay: true },
      ]);
      const before = await ask<MeetingsAnswer>(
        ada(),
        '/meetings?from=2026-11-22T00:00:00.000Z&to=2026-11-22T23:00:00.000Z&tz=Europe/Paris',
      );
      expect(before.body.items).toEqual([]);
    });

    it('reads nobody else’s calendar, whoever asked before, and each once a minute', async () => {
      const slot = { startsAt: Date.now() + hourMs, endsAt: Date.now() + 2 * hourMs };
      made.graph.setMeetings(ada().id, [{ subject: 'Of Ada', ...slot }]);
      made.graph.setMeetings(bruno().id, [{ subject: 'Of Bruno', ...slot }]);
      const url = today();
      const subjects = async (user: SandboxUser): Promise<readonly string[]> =>
        (await ask<MeetingsAnswer>(user, url)).body.items.map(({ subject }) => subject);
      const both = await Promise.all([subjects(ada()), subjects(bruno()), subjects(ada())]);
      expect(both).toEqual([['Of Ada'], ['Of Bruno'], ['Of Ada']]);
      expect(await subjects(bruno())).toEqual(['Of Bruno']);
      expect(requests('/me/calendarView')).toBe(2);
      expect(made.issuer.asked.onBehalf).toBe(2);
    });

    it('says that consent is missing, for this person alone', async () => {
      made.issuer.withdrawConsent(ada());
      const refused = await ask<Problem>(ada(), today());
      expect(refused).toMatchObject({ status: 403, body: { code: 'graph.consentMissing' } });
      expect((await ask<MeetingsAnswer>(bruno(), today())).status).toBe(200);
      expect(requests('/me/calendarView')).toBe(1);
    });

    it.each([
      ['calendars are not agreed to', () => made.issuer.setScopes(['Contacts.Read']), 403, 'graph.consentMissing'],
      ['the identity provider is away', () => made.issuer.setFault('serverError'), 503, 'graph.unavailable'],
      [
        'Graph forbids it',
        () => void made.graph.addFault({ kind: 'forbidden', match: 'calendarView' }),
        403,
        'graph.consentMissing',
      ],
      [
        'Graph is throttled',
        () => void made.graph.addFault({ kind: 'throttle', match: 'calendarView' }),
        503,
        'graph.throttled',
      ],
    ])('tells it apart when %s', async (_name, prepare, status, code) => {
      prepare();
      expect(await ask<Problem>(ada(), today())).toMatchObject({ status, body: { code } });
    });

    it.each([
      ['no range', '/meetings?from=2026-11-20T00:00:00.000Z&to=2026-11-20T00:00:00.000Z'],
      ['too long a range', '/meetings?from=2026-11-01T00:00:00.000Z&to=2026-12-20T00:00:00.000Z'],
      ['no such zone', '/meetings?from=2026-11-20T00:00:00.000Z&to=2026-11-21T00:00:00.000Z&tz=Mars/Base'],
    ])('refuses %s', async (_name, url) => {
      expect((await ask<Problem>(ada(), url)).body.code).toBe('input.invalid');
    });
  });

  describe('when somebody searches people', () => {
    it('finds colleagues and own contacts, a colleague among them once', async () => {
      expect(await find(ada(), 'q=bruno')).toEqual(['Bruno Sample']);
      await until(async () => (await find(ada(), 'q=zel')).length > 0);
      expect(await find(ada(), 'q=zel')).toEqual(['Zelda Outsider *']);
      expect(await find(ada(), 'q=01+99+00+60+11&source=personal')).toEqual(['Oncle Exemple *']);
      expect(await find(ada(), 'q=zel&source=organisation')).toEqual([]);
      expect(await find(ada(), 'q=bruno&source=personal')).toEqual([]);
      expect(requests('/me/contacts')).toBe(1);
    });

    it('finds nobody else’s contacts', async () => {
      made.graph.setContacts(ada().id, [{ displayName: 'Only Of Ada' }]);
      made.graph.setContacts(bruno().id, [{ displayName: 'Only Of Bruno' }]);
      expect(await find(ada(), 'q=only&source=personal')).toEqual(['Only Of Ada *']);
      expect(await find(bruno(), 'q=only&source=personal')).toEqual(['Only Of Bruno *']);
    });

    it.each([
      ['without consent', () => made.issuer.setScopes(['Calendars.Read'])],
      ['while Graph is away', () => void made.graph.addFault({ kind: 'serverError', match: 'contacts' })],
      ['while Graph hangs', () => void made.graph.addFault({ kind: 'hang', match: 'contacts' })],
    ])('finds the organisation all the same %s', async (_name, prepare) => {
      prepare();
      expect(await find(ada(), 'q=chlo')).toEqual(['Chloé Specimen']);
    });
  });

  describe('when the apps ask what is offered', () => {
    it('names what people may have read in their own name', async () => {
      const { body } = await ask<Me>(ada(), '/me');
      expect(body.offers).toMatchObject({ meetings: true, personalContacts: true });
    });
  });

  describe('when the screen shows people', () => {
    it('tells what Teams shows of them with one request for everybody, and of nobody else', async () => {
      made.graph.setTeamsClient(bruno().id, 'inMeeting');
      const before = requests('/communications');
      const stranger = '99999999-0000-4000-8000-000000000009';
      const url = `/people/presence?ids=${[bruno().id, chloe().id, stranger].join(',')}`;
      const answers = await Promise.all([ada(), chloe()].map((user) => ask<PeoplePresenceAnswer>(user, url)));
      for (const { body } of answers)
        expect(body.items.map(({ id, availability }) => [id, availability])).toEqual([
          [bruno().id, 'Busy'],
          [chloe().id, made.graph.presence(chloe().id).availability],
        ]);
      expect(requests('/communications')).toBe(before + 1);
    });

    it('tells nothing where presence may not be read, and says so once', async () => {
      made.graph.addFault({ kind: 'forbidden', match: 'getPresencesByUserId' });
      const url = `/people/presence?ids=${bruno().id}`;
      for (let turn = 0; turn < 3; turn += 1)
        expect(await ask<PeoplePresenceAnswer>(ada(), url)).toEqual({ status: 200, body: { items: [] } });
      expect(lines.filter(([event]) => event === 'people.presenceNotAllowed')).toHaveLength(1);
    });
  });

  describe('when it starts again', () => {
    it('asks for the changes alone and finds who came meanwhile', async () => {
      await until(() => lines.some(([event]) => event === 'directory.read'));
      await app.stop();
      const before = requests('/users/delta');
      made.graph.changeUser(bruno().id, { displayName: 'Brunhilde Sample' });
      made.graph.removeUser(chloe().id);
      app = await serve();
      await until(async () => (await find(ada(), 'q=brunh&source=organisation')).length === 1);
      expect(await find(ada(), 'q=chlo&source=organisation')).toEqual([]);
      expect(requests('/users/delta')).toBe(before + 1);
      const last = made.graph.entries().findLast(({ path }) => path.startsWith('/users/delta'));
      expect(last?.path).toContain('$deltatoken=');
    });
  });

  describe('when everything is logged', () => {
    it('has no token and nothing of a calendar in its log', async () => {
      const token = await made.issuer.userToken(ada());
      await app.http.inject({ url: `/api/v1${today()}`, headers: { authorization: `Bearer ${token}` } });
      made.issuer.setScopes([]);
      await ask(bruno(), today());
      const text = JSON.stringify(lines);
      expect(text).not.toContain(token);
      expect(text).not.toContain('Weekly sync');
    });
  });
});
