// Makes pictures of the directory: of a small company at once, of a large one between other work.
import type { GraphUser } from '#bot/graph';
import { Directory } from './directory.ts';
import type { DirectoryRule } from './joinLines.ts';
import { betweenOthers } from './steps.ts';

/** Some ten milliseconds. */
const smallCompany = 1_000;

/** One picture after the other; a newer one takes the place of one that is not ready. */
export class DirectoryMaker {
  private turn = 0;
  private newest: Promise<void> = Promise.resolve();

  /**
   * Calls `use` with the picture, before it returns where the company is small; never once a newer one was begun. Resolves when
   * the newest picture is used: whoever waits for one may go on with that.
   */
  async make(users: readonly GraphUser[], rule: DirectoryRule, use: (directory: Directory) => void): Promise<void> {
    let awaited = (this.newest = this.makeOne(users, rule, use));
    for (;;) {
      await awaited;
      if (awaited === this.newest) return;
      awaited = this.newest;
    }
  }

  private async makeOne(
    users: readonly GraphUser[],
    rule: DirectoryRule,
    use: (directory: Directory) => void,
  ): Promise<void> {
    this.turn += 1;
    const { turn } = this;
    if (users.length <= smallCompany) {
      use(Directory.of(users, rule));
      return;
    }
    const isOver = (): boolean => turn !== this.turn;
    const made = await betweenOthers(Directory.building(users, rule), isOver);
    if (made !== undefined && !isOver()) use(made);
  }

  /** What is not ready is given up. */
  stop(): void {
    this.turn += 1;
  }
}
