// The problem report and the log that goes with it.
import type { Report } from '#shared/contracts';
import { maskReport } from '#shared/domain/masking';
import { AppError, type ErrorCode } from '#shared/errors';
import { createDeviceCopy, createReportLog, createReportModel, type ReportModel } from '#shared/models';
import fc from 'fast-check';
import { maskDigits } from '../../../../shared/models/reportLog.ts';
import { ClockFake } from '../../../support/ClockFake.ts';
import { SettingsFake } from '../../../support/SettingsFake.ts';

class Scene {
  readonly clock = new ClockFake();
  readonly settings = new SettingsFake();
  readonly sent: Report[] = [];
  fault: ErrorCode | undefined;
  logs = 'a line';
  ids = 0;

  /** The app is opened on the device of `owner`. */
  open(owner = 't1.ada'): ReportModel {
    const copy = createDeviceCopy(this);
    copy.setOwner(owner);
    return createReportModel({
      api: {
        sendReport: async (report) => {
          if (this.fault !== undefined) throw new AppError(this.fault, 'away');
          this.sent.push(report);
          return { id: 'R-1' };
        },
      },
      copy,
      logs: () => this.logs,
      facts: () => ({ language: 'en' }),
      newId: () => `request-${String((this.ids += 1))}`,
    });
  }
}

const image = { type: 'image/png', data: 'AAAA' } as const;

describe('createReportModel', () => {
  let scene: Scene;
  let model: ReportModel;
  beforeEach(() => {
    scene = new Scene();
    model = scene.open();
    model.open();
  });

  it('sends exactly what was looked at, though the log goes on', async () => {
    model.change({ title: ' No sound ', topic: 'dialling', text: 'It is quiet.', image });
    model.check();
    const looked = model.getSnapshot().report;
    expect(looked).toEqual({
      requestId: 'request-1',
      title: 'No sound',
      topic: 'dialling',
      text: 'It is quiet.',
      logs: 'a line',
      image,
      app: { language: 'en' },
    });
    scene.logs = 'a line\nanother';
    await model.send();
    expect(scene.sent).toEqual([looked]);
    expect(model.getSnapshot()).toMatchObject({ phase: 'sent', id: 'R-1' });
  });

  it('shows before it is sent what the service would mask, and nothing longer than it takes', () => {
    scene.logs = '2026-11-20T08:00:00.000Z dial 0199002014';
    model.change({ title: `About 01 99 00 20 14 ${'x@y '.repeat(24)}`, text: 'token: 4711 of bruno@example.com' });
    model.check();
    const { report } = model.getSnapshot();
    expect(report).toMatchObject({
      text: 'token: [hidden] of ***@example.com',
      logs: '2026-11-20T08:00:00.000Z dial ***14',
    });
    expect(report?.title).toMatch(/^About \*\*\*14 \*\*\*@y /);
    expect(report?.title.length).toBeLessThanOrEqual(120);
    expect(report).toEqual(report && maskReport(report));
  });

  it('is the same report when it is sent again, another one after it was changed', async () => {
    scene.fault = 'service.unavailable';
    model.change({ title: 'x' });
    model.check();
    await model.send();
    scene.fault = undefined;
    const looked = model.getSnapshot().report;
    await model.send();
    expect(scene.sent).toEqual([looked]);
    model.close();
    model.open();
    model.change({ title: 'x' });
    model.check();
    expect(model.getSnapshot().report?.requestId).not.toBe(looked?.requestId);
  });

  it('sends no log when the person wants none', () => {
    model.change({ title: 'x', hasLogs: false });
    model.check();
    expect(model.getSnapshot().report).not.toHaveProperty('logs');
  });

  it('keeps the newest end of a long log', () => {
    scene.logs = `${'x'.repeat(150_000)}end`;
    model.change({ title: 'x' });
    model.check();
    expect(model.getSnapshot().report?.logs).toHaveLength(100_000);
    expect(model.getSnapshot().report?.logs?.endsWith('end')).toBe(true);
  });

  it('asks for a title until there is one', () => {
    model.change({ title: '  ', text: 'words' });
    model.check();
    expect(model.getSnapshot()).toMatchObject({ phase: 'writing', isTitleMissing: true });
    model.change({ title: 'x' });
    expect(model.getSnapshot().isTitleMissing).toBe(false);
  });

  it('keeps the words as a draft when the service is away, and forgets them once they are sent', async () => {
    scene.fault = 'service.unavailable';
    model.change({ title: 'No sound', topic: 'dialling', text: 'It is quiet.', image });
    model.check();
    await model.send();
    expect(model.getSnapshot()).toMatchObject({ phase: 'checking', error: 'service.unavailable' });
    const later = scene.open();
    later.open();
    expect(later.getSnapshot().draft).toEqual({
      title: 'No sound',
      topic: 'dialling',
      text: 'It is quiet.',
      hasLogs: true,
      image: undefined,
    });
    scene.fault = undefined;
    later.check();
    await later.send();
    const third = scene.open();
    third.open();
    expect(third.getSnapshot().draft.title).toBe('');
  });

  it('keeps a draft that is closed, not one that is discarded', () => {
    model.change({ title: 'No sound' });
    model.close();
    model.open();
    expect(model.getSnapshot().draft.title).toBe('No sound');
    model.discard();
    model.open();
    expect(model.getSnapshot().draft.title).toBe('');
  });

  it('shows nobody the draft of somebody else', () => {
    model.change({ title: 'No sound' });
    model.close();
    const other = scene.open('t1.bruno');
    other.open();
    expect(other.getSnapshot().draft.title).toBe('');
  });

  it('goes back to the words, and cannot be closed while it is sent', async () => {
    model.change({ title: 'x' });
    model.check();
    model.edit();
    expect(model.getSnapshot()).toMatchObject({ phase: 'writing', report: undefined });
    model.check();
    const sending = model.send();
    model.close();
    expect(model.getSnapshot().phase).toBe('sending');
    await sending;
    expect(model.getSnapshot().phase).toBe('sent');
  });
});

describe('createReportLog', () => {
  it('writes time, event and facts, and forgets the oldest of more than 500 lines', () => {
    const log = createReportLog({ now: () => Date.parse('2026-11-20T08:00:00Z') });
    log.write('first');
    for (let index = 0; index < 500; index += 1) log.write('answer', { status: 200, path: '/calls', code: undefined });
    const lines = log.text().split('\n');
    expect(lines).toHaveLength(500);
    expect(lines[0]).toBe('2026-11-20T08:00:00.000Z answer status=200 path=/calls');
  });

  it.each([
    ['+33 1 99 00 20 14', '+xx x xx xx xx xx'],
    ['(020) 7946-0123', '(xxx) xxxx-xxxx'],
    ['tel:+12025550123;ext=12', 'tel:+xxxxxxxxxxx;ext=12'],
    ['line 2014 of 2', 'line xxxx of 2'],
    ['two\nlines\u2028here', 'two lines here'],
  ])('masks %p as %p', (text, shown) => {
    expect(maskDigits(text)).toBe(shown);
  });

  it('never lets three digits in a row through', () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^\d{3,15}$/), (around, number) => {
        expect(maskDigits(`${around}${number}${around}`)).not.toMatch(/\d{3}/u);
      }),
    );
  });
});
