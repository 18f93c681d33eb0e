// Binds the choice of how to dial and the dial self-test to their models: settings and first steps show both.
import { dialTestNumber, type AppModel } from '#shared/models';
import { useDialer, useModel, type DialTestProps, type DialWaysProps } from '#shared/ui';

/** What both views need. */
export interface DialSetup {
  readonly ways: DialWaysProps;
  readonly test: DialTestProps;
}

/** The choice and the test of this device. */
export function useDialSetup(model: AppModel): DialSetup {
  const { preferred, canRing } = useModel(model.dial);
  const { me } = useModel(model.session);
  const test = useModel(model.dialTest);
  const { onLaunch, onRing } = useDialer();
  const canLaunch = onLaunch !== undefined;
  const number = dialTestNumber(me);
  const { start, tried, answer, stop } = model.dialTest;
  return {
    ways: {
      preferred,
      isTelAway: !canLaunch,
      ways: [...(canLaunch ? ['tel' as const] : []), ...(canRing ? ['ring' as const] : []), 'copy'],
      results: test.results,
      onPrefer: model.dial.prefer,
    },
    test: {
      ...test,
      number,
      // Away with the service, as every way that needs it.
      ...(onRing !== undefined && { onRingTest: () => void model.dial.ringTest(number) }),
      onStart: start,
      onTried: tried,
      onAnswer: answer,
      onStop: stop,
    },
  };
}
