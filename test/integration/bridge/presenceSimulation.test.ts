// Thousands of random histories of one tenant: calls, flaps, refusals, crashes, lost links. HOOKSWITCH_SIMULATIONS asks for more.
import { simulatePresence, type SimulationReport } from '../../support/presenceSimulation.ts';

const histories = Number(process.env['HOOKSWITCH_SIMULATIONS'] ?? 2_000);
const firstSeed = Number(process.env['HOOKSWITCH_SIMULATION_SEED'] ?? 1);

describe('PresenceWriter', () => {
  describe('when everything that can happen happens', () => {
    it('keeps to the quota, leaves nobody stuck beyond the bound, and converges once failures end', async () => {
      const failed: SimulationReport[] = [];
      for (let seed = firstSeed; seed < firstSeed + histories && failed.length < 3; seed += 1) {
        const report = await simulatePresence(seed);
        if (report.problems.length > 0) failed.push(report);
      }
      // Each names its seed: HOOKSWITCH_SIMULATION_SEED=<seed> HOOKSWITCH_SIMULATIONS=1 plays it again.
      expect(failed).toEqual([]);
    });
  });
});
