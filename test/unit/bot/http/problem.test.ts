// What a refusal says of the number that has to be confirmed.
import { AppError } from '#shared/errors';
import { toRefusal } from '../../../../bot/http/problem.ts';

describe('toRefusal', () => {
  describe('when a call needs a person’s yes', () => {
    it.each(['emergency', 'premium', 'satellite', 'sharedCost', 'serviceCode'])('names the class %s', (numberClass) => {
      const { body, status } = toRefusal(new AppError('dial.notAllowed', 'unasked', { facts: { numberClass } }), 'q');
      expect(status).toBe(403);
      expect(body).toEqual({ code: 'dial.notAllowed', requestId: 'q', numberClass });
    });

    it.each(['normal', '+33199002014', 7])('tells nothing else, such as %s', (numberClass) => {
      const { body } = toRefusal(new AppError('dial.notAllowed', 'unasked', { facts: { numberClass } }), 'q');
      expect(body).toEqual({ code: 'dial.notAllowed', requestId: 'q' });
    });
  });
});
