// Switches of the phone that are flipped faster than the phone system takes orders.
import type { PhoneChange } from '#shared/contracts';
import { createPhoneModel, type PhoneModel } from '#shared/models';
import { AppError } from '#shared/errors';
import { settle } from '../../../support/ClockFake.ts';
import { PersonalFake } from '../../../support/PersonalFake.ts';

const quiet = (isOn: boolean): PhoneChange => ({ set: 'doNotDisturb', extension: '2014', isOn });
const forward = (to: string | null): PhoneChange => ({ set: 'forwarding', extension: '2014', type: 'busy', to });

describe('a phone that is set while it is being set', () => {
  let service: PersonalFake;
  let orders: PhoneChange[];
  let takeOrder: (fault?: AppError) => Promise<void>;
  let phone: PhoneModel;

  beforeEach(async () => {
    service = new PersonalFake();
    service.lines = [
      { extension: '2014', can: { doNotDisturb: true, forwarding: true }, doNotDisturb: false, forwarding: [] },
    ];
    orders = [];
    let done = (_fault?: AppError): void => undefined;
    const changePhone = async (change: PhoneChange): Promise<void> => {
      orders.push(change);
      await new Promise<void>((resolve, reject) => {
        done = (fault) => (fault === undefined ? resolve() : reject(fault));
      });
      await service.changePhone(change);
    };
    takeOrder = async (fault) => {
      done(fault);
      await settle();
    };
    phone = createPhoneModel({ api: { phone: service.phone, changePhone } });
    await phone.load();
  });

  it('shows at once what the person set, and ends with their last wish', async () => {
    void phone.change(quiet(true));
    expect(phone.getSnapshot()).toMatchObject({ phase: 'changing', lines: [{ doNotDisturb: true }] });
    void phone.change(quiet(false));
    void phone.change(quiet(true));
    void phone.change(quiet(false));
    expect(phone.getSnapshot().lines[0]?.doNotDisturb).toBe(false);
    await takeOrder();
    await takeOrder();
    expect(orders).toEqual([quiet(true), quiet(false)]);
    expect(service.lines[0]?.doNotDisturb).toBe(false);
    expect(phone.getSnapshot()).toMatchObject({ phase: 'ready', lines: [{ doNotDisturb: false }], error: undefined });
  });

  it('keeps the last wish of each thing', async () => {
    void phone.change(quiet(true));
    void phone.change(forward('2015'));
    void phone.change(forward(null));
    void phone.change(forward('2016'));
    void phone.load();
    phone.heard();
    await takeOrder();
    await takeOrder();
    expect(orders).toEqual([quiet(true), forward('2016')]);
    expect(phone.getSnapshot().lines[0]).toMatchObject({
      doNotDisturb: true,
      forwarding: [{ type: 'busy', to: '2016' }],
    });
  });

  it('goes on after a refusal, shows what the phone really does, and says why', async () => {
    void phone.change(quiet(true));
    void phone.change(forward('2015'));
    await takeOrder(new AppError('pbx.refused', 'no'));
    await takeOrder();
    expect(phone.getSnapshot()).toMatchObject({
      phase: 'ready',
      error: 'pbx.refused',
      lines: [{ doNotDisturb: false, forwarding: [{ to: '2015' }] }],
    });
  });

  it('sends nothing more of a person who has gone', async () => {
    void phone.change(quiet(true));
    void phone.change(forward('2015'));
    phone.forget();
    await takeOrder();
    expect(orders).toEqual([quiet(true)]);
    expect(phone.getSnapshot()).toEqual({ phase: 'idle', lines: [], error: undefined });
  });
});
