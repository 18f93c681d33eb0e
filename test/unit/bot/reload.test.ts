// Taking over a changed configuration: wholly, or not at all; one after the other; told to each tenant apart.
import * as v from 'valibot';
import { stringify } from 'yaml';
import { adminReloadSchema } from '#shared/contracts';
import type { PbxChange } from '#bot/bridge';
import type { Config } from '#bot/config';
import type { LogFacts } from '#bot/telemetry';
import { silentLogger } from '#bot/telemetry';
import { AppError } from '#shared/errors';
import { createTranslator } from '#shared/i18n';
import { parseConfig } from '../../../bot/config/loadConfig.ts';
import { createReloader, type Reloader, type ReloadOutcome } from '../../../bot/reload.ts';
import { answerReload } from '../../../bot/reloadAnswer.ts';
import { PbxFake } from '../../support/PbxFake.ts';
import { env, settings, tenant, tenantId } from './config/sampleSettings.ts';

const otherId = '99999999-9999-4999-8999-999999999999';
const [somePbx] = tenant().pbx;
const withPbxs = (...ids: readonly string[]): Record<string, unknown> => ({
  pbx: ids.map((id) => ({ ...somePbx, id })),
});

function config(change: Record<string, unknown> = {}, ...more: readonly Record<string, unknown>[]): Config {
  const tenants = [tenant(change), ...more.map((each) => tenant({ id: otherId, ...each }))];
  return parseConfig(stringify({ ...settings(), tenants }), env);
}

interface Desk {
  readonly reloader: Reloader;
  readonly steps: string[];
  readonly lines: [string, LogFacts | undefined][];
  next: Config | AppError;
  /** While set, a change of PBXs waits for it. */
  gate: Promise<void>;
  refusedPbx: string;
}

function deskOver(running: Config): Desk {
  const steps: string[] = [];
  const lines: [string, LogFacts | undefined][] = [];
  const keep = (event: string, facts?: LogFacts): void => void lines.push([event, facts]);
  const pbxsOf = ({ removed, replaced, added, order }: PbxChange): string =>
    [removed, replaced.map((each) => each.pbxId), added.map((each) => each.pbxId), order]
      .map((ids) => ids.join(','))
      .join('|');
  const desk: Desk = {
    steps,
    lines,
    next: running,
    gate: Promise.resolve(),
    refusedPbx: '',
    reloader: createReloader({
      running,
      read: () => {
        if (desk.next instanceof AppError) throw desk.next;
        return desk.next;
      },
      tenantOf: () => ({
        useRules: (rules) => void steps.push(`rules ${rules.country}`),
        changePbxs: async (change) => {
          steps.push(`pbxs ${pbxsOf(change)}`);
          await desk.gate;
          steps.push('changed');
        },
      }),
      pbxFor: ({ id }) => {
        if (id === desk.refusedPbx) throw new AppError('config.invalid', `${id}: not spoken here`);
        return new PbxFake(id);
      },
      onRules: () => void steps.push('directory'),
      logger: { ...silentLogger, info: keep, warn: keep },
    }),
  };
  return desk;
}

describe('createReloader', () => {
  it('changes PBXs, then rules, and remembers what runs now', async () => {
    const desk = deskOver(config(withPbxs('main', 'old')));
    desk.next = config({ ...withPbxs('new', 'main'), country: 'DE' });
    const outcome = await desk.reloader.reload({ signal: 'SIGHUP' });
    expect(desk.steps).toEqual(['pbxs old||new|new,main', 'rules DE', 'directory', 'changed']);
    expect(outcome.steps.map(({ what, pbxId }) => [what, pbxId])).toEqual([
      ['pbxRemoved', 'old'],
      ['pbxAdded', 'new'],
      ['rules', undefined],
    ]);
    expect(desk.lines).toMatchObject([['config.reloaded', { signal: 'SIGHUP' }]]);
    expect(await desk.reloader.reload({ signal: 'SIGHUP' })).toEqual({ steps: [], faults: [], restart: [] });
  });

  it.each<[string, Config | AppError, object]>([
    [
      'faults',
      new AppError('config.invalid', 'two', { facts: { faults: ['a: b', 'c: d'] } }),
      { faults: ['a: b', 'c: d'] },
    ],
    ['no file', new AppError('config.unreadable', 'cannot be read'), { faults: ['cannot be read'] }],
    ['another tenant', config(withPbxs('main', 'new'), {}), { restart: [{ path: 'tenants' }] }],
  ])('changes nothing when there is %s', async (_what, next, outcome) => {
    const desk = deskOver(config(withPbxs('main')));
    desk.next = next;
    expect(await desk.reloader.reload({ byUserId: 'ada' })).toMatchObject({ steps: [], ...outcome });
    expect(desk.steps).toEqual([]);
    expect(desk.lines).toMatchObject([['config.refused', { byUserId: 'ada' }]]);
    desk.next = config(withPbxs('main', 'new'));
    expect((await desk.reloader.reload({})).steps).toHaveLength(1);
  });

  it('changes nothing when one of the new connectors cannot be made', async () => {
    const desk = deskOver(config(withPbxs('main'), withPbxs('main')));
    desk.refusedPbx = 'strange';
    desk.next = config(withPbxs('main', 'good'), withPbxs('main', 'strange'));
    expect((await desk.reloader.reload({})).faults).toEqual(['strange: not spoken here']);
    expect(desk.steps).toEqual([]);
  });

  it('reloads one after the other', async () => {
    const desk = deskOver(config(withPbxs('main')));
    let open = (): void => undefined;
    desk.gate = new Promise((resolve) => (open = resolve));
    desk.next = config(withPbxs('main', 'one'));
    const first = desk.reloader.reload({});
    const second = desk.reloader.reload({});
    open();
    expect((await first).steps).toHaveLength(1);
    expect((await second).steps).toEqual([]);
  });

  it('goes on after a fault that is none of the configuration, and not once it is stopped', async () => {
    const desk = deskOver(config());
    desk.next = new AppError('internal', 'strange');
    await expect(desk.reloader.reload({})).rejects.toMatchObject({ code: 'internal' });
    desk.next = config();
    await desk.reloader.reload({});
    await desk.reloader.stop();
    await expect(desk.reloader.reload({})).rejects.toMatchObject({ code: 'service.unavailable' });
  });
});

describe('answerReload', () => {
  const words = createTranslator('en');
  const outcome: ReloadOutcome = {
    steps: [
      { what: 'pbxAdded', tenantId, pbxId: 'mine' },
      { what: 'pbxAdded', tenantId: otherId, pbxId: 'theirs' },
    ],
    faults: [],
    restart: [],
  };

  it('tells the changes of one’s own tenant only', () => {
    expect(answerReload(outcome, { tenantId, isAlone: false }, words)).toEqual({
      applied: true,
      changes: [{ what: 'pbxAdded', pbxId: 'mine', says: 'Phone system mine was added.' }],
      faults: [],
    });
  });

  it('splits faults into path and words, and says what needs a restart', () => {
    const refused = {
      steps: [],
      faults: ['tenants[0].pbx[1].host: is empty -> give a host', 'line 3: bad indentation'],
      restart: [{ path: 'server.port' }],
    };
    const answer = answerReload(refused, { tenantId, isAlone: true }, words);
    expect(v.is(adminReloadSchema, answer)).toBe(true);
    expect(answer).toEqual({
      applied: false,
      changes: [],
      faults: [
        { path: 'tenants[0].pbx[1].host', says: 'is empty -> give a host' },
        { path: '', says: 'line 3: bad indentation' },
        {
          path: 'server.port',
          says: expect.stringContaining('server.port cannot change while the service runs') as unknown,
        },
      ],
    });
  });

  it.each([
    { steps: [], faults: ['tenants[1].pbx[0].host: is empty -> give a host'], restart: [] },
    { steps: [], faults: [], restart: [{ path: 'tenants[1].auth.clientId', tenantId: otherId }] },
  ])('says of another tenant no more than that something is wrong (%#)', (refused) => {
    const answer = answerReload(refused, { tenantId, isAlone: false }, words);
    expect(answer.applied).toBe(false);
    expect(JSON.stringify(answer)).not.toContain('tenants[1]');
    expect(answer.faults).toMatchObject([{ path: '', says: expect.stringContaining('not yours') as unknown }]);
  });
});
