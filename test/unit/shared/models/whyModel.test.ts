// The model behind "Why do I look busy?": opening, faults, release, and answers nobody waits for any more.
import type { PresenceWhy } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { createWhyModel, type WhyModel } from '#shared/models';
import { aWhy } from '../../../support/aRecord.ts';
import { settle } from '../../../support/ClockFake.ts';

describe('createWhyModel', () => {
  let asked: string[];
  let fault: AppError | undefined;
  let gate: Promise<void> | undefined;
  let answer: PresenceWhy;
  let model: WhyModel;

  beforeEach(() => {
    asked = [];
    fault = undefined;
    gate = undefined;
    answer = aWhy();
    const run = async (what: string): Promise<void> => {
      asked.push(what);
      await gate;
      if (fault !== undefined) throw fault;
    };
    const api = {
      presenceWhy: async (reader: { locale: string; timeZone: string }): Promise<PresenceWhy> => {
        await run(`why ${reader.locale} ${reader.timeZone}`);
        return answer;
      },
      releasePresence: () => run('release'),
    };
    model = createWhyModel({ api, timeZone: 'Europe/Paris' });
  });

  it('asks nothing before it is opened', () => {
    expect(model.getSnapshot()).toEqual({ phase: 'closed', why: undefined, error: undefined });
    expect(asked).toEqual([]);
  });

  it('asks in the words of the reader when it is opened', async () => {
    const opening = model.open('fr-FR');
    expect(model.getSnapshot().phase).toBe('loading');
    await opening;
    expect(asked).toEqual(['why fr-FR Europe/Paris']);
    expect(model.getSnapshot()).toEqual({ phase: 'ready', why: answer, error: undefined });
  });

  describe('when the service is away', () => {
    beforeEach(async () => {
      fault = new AppError('service.unavailable', 'away');
      await model.open('en');
    });

    it('tells the fault, and tries again when asked', async () => {
      expect(model.getSnapshot()).toMatchObject({ phase: 'failed', error: 'service.unavailable' });
      fault = undefined;
      await model.refresh();
      expect(model.getSnapshot()).toMatchObject({ phase: 'ready', error: undefined });
    });

    it('releases nothing it knows nothing of', async () => {
      await model.release();
      expect(asked).not.toContain('release');
    });
  });

  describe('when our part is released', () => {
    beforeEach(() => model.open('en'));

    it('asks again and keeps the last answer meanwhile', async () => {
      answer = aWhy({ can: { release: false } });
      const released = model.release();
      expect(model.getSnapshot()).toMatchObject({ phase: 'releasing', why: { can: { release: true } } });
      await model.release();
      await released;
      expect(asked).toEqual(['why en Europe/Paris', 'release', 'why en Europe/Paris']);
      expect(model.getSnapshot()).toMatchObject({ phase: 'ready', why: { can: { release: false } } });
    });

    it('stays with the answer and tells the fault when that fails', async () => {
      fault = new AppError('http.tooManyRequests', 'slow down');
      await model.release();
      expect(model.getSnapshot()).toMatchObject({ phase: 'ready', error: 'http.tooManyRequests', why: answer });
    });
  });

  it('drops an answer that comes after it was closed', async () => {
    let open = (): void => undefined;
    gate = new Promise((resolve) => (open = resolve));
    const opening = model.open('en');
    model.close();
    open();
    await opening;
    await settle();
    expect(model.getSnapshot()).toEqual({ phase: 'closed', why: undefined, error: undefined });
  });
});
