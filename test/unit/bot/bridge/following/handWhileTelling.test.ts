// What a hand does to a phone while an order to it is still on its way is the person's, whatever Graph and the disk do meanwhile.
import { FollowerBench, followerWorld } from '../../../../support/followerBench.ts';

const dnd = 'DoNotDisturb/DoNotDisturb';
const ourDnd = { availability: 'DoNotDisturb', activity: 'Presenting' } as const;

/** The phone takes what it is told and reports it; the answer comes when it is let. */
function slowAnswers(bench: FollowerBench): () => void {
  const { pbx } = bench.world;
  const answers: (() => void)[] = [];
  const setUserState = pbx.setUserState.bind(pbx);
  pbx.setUserState = async (deviceId, state) => {
    await setUserState(deviceId, state);
    await new Promise<void>((resolve) => answers.push(resolve));
  };
  return () => {
    for (const answer of answers.splice(0)) answer();
  };
}

async function running(): Promise<FollowerBench> {
  const bench = new FollowerBench(followerWorld());
  await bench.start();
  bench.linkUp();
  await bench.pass(1);
  return bench;
}

describe('TeamsFollower', () => {
  describe('when Teams is read again before the PBX has answered', () => {
    it('still takes off and on again by hand for the hand', async () => {
      const bench = await running();
      slowAnswers(bench);
      bench.show('user-101', dnd);
      await bench.pass(25);
      bench.byHand('101', 'available');
      bench.byHand('101', 'doNotDisturb');
      expect(bench.told).toEqual(['101 doNotDisturb']);
      expect(bench.sessionOf('101')).toEqual(ourDnd);
    });
    it('does not forget between two readings that a hand took it off', async () => {
      const bench = await running();
      const answer = slowAnswers(bench);
      bench.show('user-101', dnd);
      await bench.pass(10);
      bench.byHand('101', 'available');
      await bench.pass(10);
      bench.byHand('101', 'doNotDisturb');
      answer();
      await bench.pass(10);
      expect(bench.told).toEqual(['101 doNotDisturb']);
      expect(bench.sessionOf('101')).toEqual(ourDnd);
    });
  });

  describe('when the disk is slower than the phone', () => {
    it('does not tell again what was taken while that was being saved', async () => {
      const bench = await running();
      const answer = slowAnswers(bench);
      bench.show('user-101', dnd);
      await bench.pass(10);
      bench.isDiskSlow = true;
      bench.show('user-102', dnd); // its note holds up the orders of the next reading
      await bench.pass(10);
      answer();
      bench.byHand('101', 'available');
      await bench.pass(1);
      bench.isDiskSlow = false;
      await bench.pass(30);
      expect(bench.told).toEqual(['101 doNotDisturb', '102 doNotDisturb']);
    });
    it('does not take back what a hand set while that was being saved', async () => {
      const bench = await running();
      bench.show('user-101', dnd);
      await bench.pass(10);
      bench.isDiskSlow = true;
      bench.show('user-102', dnd);
      bench.show('user-101', null);
      await bench.pass(10);
      bench.byHand('101', 'available');
      bench.byHand('101', 'doNotDisturb');
      bench.isDiskSlow = false;
      await bench.pass(30);
      expect(bench.told).toEqual(['101 doNotDisturb', '102 doNotDisturb']);
      expect(bench.sessionOf('101')).toEqual(ourDnd);
    });
  });
});
