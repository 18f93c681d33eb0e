// The bot, end to end: from the front page into Microsoft's own chat page, a missed call, Call back, and a kill -9.
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { openStage, type Stage } from './support/journey.ts';

const hostile = '<at>everyone</at> [x](https://evil.example) **b**';
const number = '+12025550137';
const shownNumber = '+1 202 555 0137';
const noticeLimitMs = 1_000;

let stage: Stage;
let user: string;
let chat: Page;

beforeAll(async () => {
  stage = await openStage({ chatPort: 0 });
  user = stage.sandbox.tenant.users[0]?.extension ?? '';
  chat = await stage.browser.newPage();
  await chat.goto(stage.sandbox.host.url);
  await chat.getByRole('link', { name: /Bot chat/ }).click();
  await chat.getByText('Welcome to Hookswitch').waitFor();
}, 120_000);
afterAll(async () => {
  await stage.close();
});

afterEach(() => {
  stage.sandbox.pbx.desk.hangUpAll();
});

async function missACall(name: string): Promise<void> {
  await stage.sandbox.pbx.stories.missed({ from: 'outside', to: user, number, name }).done;
}

async function type(text: string): Promise<void> {
  await chat.getByRole('textbox').first().fill(text);
  await chat.keyboard.press('Enter');
}

describe('the chat with the bot', () => {
  describe('when a call is missed', () => {
    it('tells within a second, shows the name as it is, and calls back on a press', async () => {
      await missACall(hostile);
      const overAt = Date.now();
      const notice = chat.locator('.ac-adaptiveCard', { hasText: hostile });
      await notice.waitFor();
      expect(Date.now() - overAt).toBeLessThan(noticeLimitMs);
      expect(await notice.innerText()).toContain(hostile);
      expect(await notice.locator('a, strong, at').count()).toBe(0);
      await notice.getByRole('button', { name: 'Call back' }).click();
      await chat.getByText(`Your phone is ringing. Pick it up to call ${shownNumber}.`).waitFor();
      await until(() => stage.sandbox.pbx.state().calls.some(({ extensions }) => extensions.includes(user)));
    });
  });

  describe('when the service is killed and started again', () => {
    it('tells of the next call once, and of the last not again', async () => {
      const notices = chat.locator('.ac-adaptiveCard', { hasText: shownNumber });
      const before = await notices.count();
      await stage.restartService();
      await missACall('Bruno Sample');
      await chat.getByText('Bruno Sample').waitFor();
      await type('help');
      await chat.getByText('What you can type').waitFor();
      expect(await notices.count()).toBe(before + 1);
    });
  });
});
