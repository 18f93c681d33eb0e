// The log through app.inject: whose, with what, which words delete, and a table no spreadsheet can take for a program.
import * as v from 'valibot';
import { missedCountSchema } from '#shared/contracts';
import { createTranslator, loadMessages } from '#shared/i18n';
import { tableLine, tableTime } from '../../../../bot/http/callTable.ts';
import { aRecord } from '../../../support/aRecord.ts';
import { tenantA, useHttp } from './HttpHarness.ts';
import { adaId } from './IssuerFake.ts';

const at = useHttp();
const caller = { tenantId: tenantA, userId: adaId };
type Method = 'GET' | 'POST' | 'DELETE';

async function send(method: Method, url: string, payload?: object, claims: object = {}) {
  const authorization = `Bearer ${await at.current.a.token({ claims: { ...claims } })}`;
  return at.current.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization },
    ...(payload && { payload }),
  });
}

describe('the routes of the log', () => {
  it('hand filter, search, days and folding to the heart in the name of the caller', async () => {
    const url =
      '/calls?filter=shared&q=%2B33%201%2099&from=2026-11-01T00:00:00.000Z&to=2026-12-01T00:00:00Z&collapse=1&tz=Europe/Paris&limit=20';
    expect((await send('GET', url)).statusCode).toBe(200);
    const input = {
      filter: 'shared',
      q: '+33 1 99',
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-12-01T00:00:00Z',
      collapse: '1',
      tz: 'Europe/Paris',
      limit: 20,
    };
    expect(at.current.heart.asked).toMatchObject([{ what: 'calls', caller, input }]);
  });

  it.each([
    '/calls?collapse=yes',
    '/calls?from=yesterday',
    `/calls?q=${'9'.repeat(101)}`,
    '/calls?q=%20',
    '/calls?limit=0',
  ])('refuse %s', async (url) => {
    expect((await send('GET', url)).statusCode).toBe(400);
    expect(at.current.heart.asked).toEqual([]);
  });

  it('count missed calls, and note what was seen', async () => {
    const answer = await send('GET', '/calls/missed');
    expect(v.parse(missedCountSchema, answer.json())).toEqual({ count: 3 });
    expect((await send('POST', '/calls/seen', { upTo: 12 })).statusCode).toBe(204);
    expect((await send('POST', '/calls/seen')).statusCode).toBe(204);
    expect((await send('POST', '/calls/seen', { upTo: -1 })).statusCode).toBe(400);
    expect(at.current.heart.asked).toMatchObject([
      { what: 'missedCount', caller },
      { what: 'markSeen', caller, input: 12 },
      { what: 'markSeen', caller, input: undefined },
    ]);
  });

  it('delete one call by its id, however long and strange', async () => {
    const id = `pbx/${'é#?/'.repeat(60)}0`;
    expect((await send('DELETE', `/calls/${encodeURIComponent(id)}`)).statusCode).toBe(204);
    expect(at.current.heart.asked).toMatchObject([{ what: 'deleteCall', caller, input: id }]);
    at.current.heart.refuseWith('http.notFound');
    expect((await send('DELETE', '/calls/none')).statusCode).toBe(404);
  });

  it('delete many calls with one request, as long as they are not too many', async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `pbx/${'é'.repeat(240)}/${String(index)}`);
    expect((await send('POST', '/calls/delete', { ids })).statusCode).toBe(204);
    expect(at.current.heart.asked).toMatchObject([{ what: 'deleteSomeCalls', caller, input: ids }]);
    for (const body of [{ ids: [...ids, 'one'] }, { ids: [] }, { ids: [''] }, {}])
      expect((await send('POST', '/calls/delete', body)).statusCode).toBe(400);
    expect(at.current.heart.asked).toHaveLength(1);
  });

  it('delete the whole log only when the word is said', async () => {
    expect((await send('DELETE', '/calls')).statusCode).toBe(400);
    expect((await send('DELETE', '/calls', { confirm: 'yes' })).statusCode).toBe(400);
    expect(at.current.heart.asked).toEqual([]);
    expect((await send('DELETE', '/calls', { confirm: 'delete' })).statusCode).toBe(204);
    expect((await send('DELETE', '/calls?confirm=delete')).statusCode).toBe(204);
    expect(at.current.heart.asked.map(({ what }) => what)).toEqual(['deleteCalls', 'deleteCalls']);
  });

  it('stream the table in the language of the reader, with a mark for Excel where it is asked for', async () => {
    at.current.heart.rows = [aRecord({ other: { name: '=HYPERLINK("http://example.com")', number: '+33199002015' } })];
    const answer = await send('GET', '/calls/export.csv?bom=1&lang=fr&tz=Europe/Paris&filter=missed');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(answer.headers['content-disposition']).toContain('calls.csv');
    const [header, line, end] = answer.body.split('\r\n');
    expect(header).toMatch(/^\ufeff"Début";"Sens";"Issue";"Nom";"Numéro";/);
    expect(line).toBe(
      `"2026-11-20 08:00:00";"Entrant";"Répondu";"'=HYPERLINK(""http://example.com"")";"'+33199002015";"2014";"";"";"";"10";"65";"";"";"";""`,
    );
    expect(end).toBe('');
    expect(at.current.heart.asked).toMatchObject([
      { what: 'exportCalls', input: { filter: 'missed', tz: 'Europe/Paris' } },
    ]);
    expect((await send('GET', '/calls/export.csv')).body.startsWith('"Start","Direction",')).toBe(true);
    const chosen = await send('GET', '/calls/export.csv?lang=fr&separator=comma');
    expect(chosen.body.startsWith('"Début","Sens",')).toBe(true);
    expect((await send('GET', '/calls/export.csv?separator=semicolon')).body.startsWith('"Start";')).toBe(true);
    expect((await send('GET', '/calls/export.csv?separator=tab')).statusCode).toBe(400);
    expect((await send('GET', '/calls/export.csv?tz=Mars/Base')).statusCode).toBe(400);
  });

  it.each([
    ['en', 'Originally for', 'Transferred by', 'Transferred to', 'Remarks', 'end not seen', ','],
    ['fr', 'Destiné à', 'Transféré par', 'Transféré à', 'Remarque', 'fin non observée', ';'],
  ])(
    'tell in %s for whom a call was, whose hands it went through, and that its end was not seen',
    async (lang, ...all) => {
      const [originally, by, to, remarks, unseen, separator] = all;
      at.current.heart.rows = [
        aRecord({
          originalTarget: { number: '2020' },
          transferredFrom: { name: 'Ada Example', number: '2001' },
          transferredTo: { name: '=1+1' },
          endUnknown: true,
        }),
      ];
      const [header = '', line = ''] = (await send('GET', `/calls/export.csv?lang=${lang}`)).body.split('\r\n');
      const last = (row: string): readonly string[] => row.split(separator).slice(-4);
      expect(last(header)).toEqual([originally, by, to, remarks].map((title) => `"${title}"`));
      expect(last(line)).toEqual(['"2020"', '"Ada Example"', `"'=1+1"`, `"${unseen}"`]);
    },
  );

  it('refuse plainly when the first row cannot be read', async () => {
    at.current.heart.refuseWith('store.unavailable');
    const answer = await send('GET', '/calls/export.csv');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([503, 'application/json; charset=utf-8']);
  });
});

describe('the routes of a person’s data', () => {
  it('hand it out line by line, and erase it when the word is said', async () => {
    at.current.heart.rows = [aRecord()];
    const answer = await send('GET', '/me/data');
    const lines = answer.body.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual(['record', 'seen']);
    expect((await send('DELETE', '/me/data', { confirm: 'delete' })).statusCode).toBe(400);
    expect((await send('DELETE', '/me/data', { confirm: 'erase' })).statusCode).toBe(204);
    expect(at.current.heart.asked).toMatchObject([
      { what: 'userData', caller, input: undefined },
      { what: 'eraseUser', caller, input: undefined },
    ]);
  });

  it.each([
    ['nobody without a role', [], 403],
    ['not the helpdesk', ['Hookswitch.Helpdesk'], 403],
    ['not an auditor', ['Hookswitch.Auditor'], 403],
    ['an admin', ['Hookswitch.Admin'], 200],
  ])('about others let in: %s', async (_who, roles, status) => {
    const { colleagueId } = at.current.heart;
    const url = `/admin/users/${colleagueId}/data`;
    expect((await send('GET', url, undefined, { roles })).statusCode).toBe(status);
    const erased = await send('DELETE', url, { confirm: 'erase' }, { roles });
    expect(erased.statusCode).toBe(status === 200 ? 204 : status);
    expect(at.current.heart.asked.map(({ input }) => input)).toEqual(status === 200 ? [colleagueId, colleagueId] : []);
  });
});

describe('tableLine', () => {
  it('stands in lines of as many cells as the header has', async () => {
    const words = createTranslator('en', await loadMessages('en'));
    const style = { words, separator: ',', timeOf: tableTime('UTC') } as const;
    expect(tableLine(aRecord({ outcome: 'missed' }), style)).toBe(
      `"2026-11-20 07:00:00","Incoming","Missed","Bruno Sample","'+33199002015","2014","","","","10","65","","","",""\r\n`,
    );
  });
});
