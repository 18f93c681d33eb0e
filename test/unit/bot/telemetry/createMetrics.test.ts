// The metrics: names and labels an administrator's dashboards rely on, and nothing from outside that can grow them.
import { createMetrics, silentMetrics, type MetricsPort } from '../../../../bot/telemetry/index.ts';

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('createMetrics', () => {
  describe('when something was counted', () => {
    const cases: readonly [string, (metrics: MetricsPort) => void, string][] = [
      [
        'PBX events',
        (m) => m.pbxEvent('main', 'delivered', 3),
        'hookswitch_pbx_events_total{pbx="main",kind="delivered"} 3',
      ],
      [
        'PBX faults',
        (m) => m.pbxFault('main', 'pbx.timeout'),
        'hookswitch_pbx_faults_total{pbx="main",code="pbx.timeout"} 1',
      ],
      ['a link', (m) => m.pbxLink('main', true), 'hookswitch_pbx_link_up{pbx="main"} 1'],
      ['reconnects', (m) => m.pbxReconnect('main'), 'hookswitch_pbx_reconnects_total{pbx="main"} 1'],
      [
        'latency',
        (m) => m.relayLatency('t', 'sent', 7),
        'hookswitch_relay_latency_ms_bucket{le="10",tenant="t",stage="sent"} 1',
      ],
      [
        'Graph requests',
        (m) => m.graphRequest('t', 'setPresence', 'ok'),
        'hookswitch_graph_requests_total{tenant="t",op="setPresence",outcome="ok"} 1',
      ],
      ['throttling', (m) => m.graphThrottled('t'), 'hookswitch_graph_throttled_total{tenant="t"} 1'],
      [
        'backlog',
        (m) => m.watchPresence('t', () => ({ backlog: 12, oldestMs: 900, quotaUsed: 7 })),
        'hookswitch_presence_backlog{tenant="t"} 12',
      ],
      ['batches', (m) => m.presenceBatch('t', 20), 'hookswitch_presence_batch_parts_total{tenant="t"} 20'],
      ['followed', (m) => m.teamsFollowed('t', 12), 'hookswitch_teams_followed_users{tenant="t"} 12'],
      ['healing', (m) => m.presenceHealed('t'), 'hookswitch_presence_healed_total{tenant="t"} 1'],
      ['turns', (m) => m.storeTurn(0.3), 'hookswitch_store_turn_ms_bucket{le="0.5"} 1'],
      [
        'requests',
        (m) => m.httpRequest('/api/v1/me', 200),
        'hookswitch_http_requests_total{route="/api/v1/me",status="200"} 1',
      ],
      ['refusals', (m) => m.authRefused('expired'), 'hookswitch_auth_refused_total{reason="expired"} 1'],
      ['streams', (m) => ([1, 1, -1] as const).forEach((delta) => m.streamsOpen(delta)), 'hookswitch_streams_open 1'],
      [
        'records',
        (m) => m.logRecord('t', 'written', 2),
        'hookswitch_log_records_total{tenant="t",outcome="written"} 2',
      ],
    ];
    it.each(cases)('tells %s', async (_name, count, expected) => {
      const metrics = createMetrics({ processMetrics: false });
      count(metrics);
      expect(lines(await metrics.text())).toContain(expected);
    });
    it('asks the writers of a tenant when it is read, adds them up, and forgets who left', async () => {
      const metrics = createMetrics({ processMetrics: false });
      const leave = metrics.watchPresence('t', () => ({ backlog: 1, oldestMs: 40, quotaUsed: 3 }));
      metrics.watchPresence('t', () => ({ backlog: 2, oldestMs: 30, quotaUsed: 4 }));
      const found = lines(await metrics.text());
      expect(found).toContain('hookswitch_presence_backlog{tenant="t"} 3');
      expect(found).toContain('hookswitch_presence_oldest_waiting_ms{tenant="t"} 40');
      expect(found).toContain('hookswitch_presence_quota_used{tenant="t"} 7');
      leave();
      expect(lines(await metrics.text())).toContain('hookswitch_presence_quota_used{tenant="t"} 4');
    });
    it('shares nothing with other metrics of the process', async () => {
      const [one, other] = [createMetrics({ processMetrics: false }), createMetrics({ processMetrics: false })];
      one.authRefused('expired');
      expect(await other.text()).not.toContain('expired');
    });
    it('tells about the process when asked', async () => {
      const text = await createMetrics().text();
      expect(text).toContain('process_resident_memory_bytes');
      expect(text).toContain('process_cpu_seconds_total');
    });
  });

  describe('when values are hostile', () => {
    it('bears odd numbers', async () => {
      const metrics = createMetrics({ processMetrics: false });
      metrics.relayLatency('t', 'sent', Number.NaN);
      metrics.relayLatency('t', 'sent', -5);
      metrics.storeTurn(Infinity);
      metrics.pbxEvent('main', 'x', -3);
      expect(lines(await metrics.text())).toContain('hookswitch_relay_latency_ms_count{tenant="t",stage="sent"} 1');
    });
    it('keeps the number of series bounded', async () => {
      const metrics = createMetrics({ processMetrics: false });
      for (let i = 0; i < 5_000; i++) metrics.httpRequest(`/made/up/${i}`, 404);
      metrics.httpRequest('x'.repeat(10_000), 404);
      const found = lines(await metrics.text()).filter((line) => line.startsWith('hookswitch_http_requests_total'));
      expect(found.length).toBeLessThanOrEqual(301);
      expect(found).toContain('hookswitch_http_requests_total{route="other",status="404"} 4701');
    });
    it('keeps a quote or a line break inside its label', async () => {
      const metrics = createMetrics({ processMetrics: false });
      metrics.authRefused('a"b\nc');
      expect(lines(await metrics.text())).toContain('hookswitch_auth_refused_total{reason="a\\"b\\nc"} 1');
    });
  });
});

describe('silentMetrics', () => {
  describe('when told anything', () => {
    it('keeps nothing', async () => {
      silentMetrics.authRefused('x');
      expect(await silentMetrics.text()).toBe('');
    });
  });
});
