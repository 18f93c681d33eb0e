// Problem reports: kept under ids that sort by time and cannot be guessed, twenty of a person, five in an hour.
import type { Report } from '#shared/contracts';
import { silentLogger, type LogFacts } from '#bot/telemetry';
import { ReportDesk } from '../../../../bot/bridge/ReportDesk.ts';
import { callerOf, tenantId } from '../../../support/heartBench.ts';
import { PersonalStoreFake } from '../../../support/PersonalStoreFake.ts';

const ada = callerOf('101');
const minuteMs = 60_000;
const report: Report = {
  title: 'No ringing',
  topic: 'dialling',
  text: 'The phone stays silent.',
  app: { host: 'teams' },
};

let personal: PersonalStoreFake;
let now: number;
let logged: LogFacts[];
let desk: ReportDesk;
beforeEach(() => {
  personal = new PersonalStoreFake();
  now = Date.UTC(2026, 10, 20, 9);
  logged = [];
  const logger = { ...silentLogger, info: (_event: string, facts?: LogFacts) => void logged.push(facts ?? {}) };
  desk = new ReportDesk({ tenantId, personal, logger, now: () => now });
});

describe('ReportDesk', () => {
  it('keeps a report with its time under an id nobody guesses', async () => {
    const { id } = await desk.take(ada, report);
    expect(id).toMatch(/^[0-9a-z]{9}-[\w-]{16}$/);
    const kept = JSON.parse(personal.texts.get(`${ada.userId} report:01`) ?? '') as unknown;
    expect(kept).toEqual({ id, at: '2026-11-20T09:00:00.000Z', ...report });
  });

  it('writes no word of the report into the log', async () => {
    await desk.take(ada, report);
    expect(JSON.stringify(logged)).not.toMatch(/ringing|silent/);
    expect(logged).toMatchObject([{ userId: ada.userId, topic: 'dialling' }]);
  });

  it('gives ids that sort as the reports came', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 30; index += 1, now += 15 * minuteMs) ids.push((await desk.take(ada, report)).id);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(30);
  });

  it('takes five in an hour and says when the next may come', async () => {
    for (let index = 0; index < 5; index += 1, now += minuteMs) await desk.take(ada, report);
    await expect(desk.take(ada, report)).rejects.toMatchObject({
      code: 'http.tooManyRequests',
      facts: { retryAfterMs: 55 * minuteMs },
    });
    expect(await desk.take(callerOf('102'), report)).toHaveProperty('id');
    now += 55 * minuteMs;
    expect(await desk.take(ada, report)).toHaveProperty('id');
  });

  it('keeps the newest twenty of a person', async () => {
    for (let index = 0; index < 25; index += 1, now += 15 * minuteMs)
      await desk.take(ada, { ...report, title: `Report ${String(index)}` });
    const kept = personal.names(ada.userId).filter((name) => name.startsWith('report:'));
    expect(kept).toHaveLength(20);
    const titles = kept.map(
      (name) => (JSON.parse(personal.texts.get(`${ada.userId} ${name}`) ?? '') as { title: string }).title,
    );
    expect(titles).toContain('Report 24');
    expect(titles).not.toContain('Report 4');
  });

  describe('when a report is sent again, because its answer was lost', () => {
    const sent: Report = { ...report, requestId: '0f7a2c1e-4d5b' };

    it('keeps one report, and gives the same answer, also to two at once', async () => {
      const [first, second] = await Promise.all([desk.take(ada, sent), desk.take(ada, sent)]);
      expect(second).toEqual(first);
      expect(await desk.take(ada, sent)).toEqual(first);
      expect(personal.names(ada.userId).filter((name) => name.startsWith('report:'))).toHaveLength(1);
    });

    it('counts it once, and keeps nothing that was not looked at', async () => {
      for (let index = 0; index < 9; index += 1) await desk.take(ada, sent);
      for (let index = 0; index < 4; index += 1) await desk.take(ada, report);
      await expect(desk.take(ada, report)).rejects.toMatchObject({ code: 'http.tooManyRequests' });
      expect(personal.texts.get(`${ada.userId} report:01`)).not.toContain('0f7a2c1e');
    });

    it('tells somebody else nothing of it', async () => {
      const first = await desk.take(ada, sent);
      expect(await desk.take(callerOf('102'), sent)).not.toEqual(first);
    });

    it('tries again what the store refused, which counts as nothing', async () => {
      personal.isRefusing = true;
      for (let index = 0; index < 6; index += 1) {
        await expect(desk.take(ada, sent)).rejects.toMatchObject({ code: 'store.diskFull' });
      }
      personal.isRefusing = false;
      expect(await desk.take(ada, sent)).toHaveProperty('id');
    });
  });
});
