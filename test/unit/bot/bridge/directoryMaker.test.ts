// Pictures of the directory of a large company: the newest one holds, and whoever waits for an older one waits for it.
import type { GraphUser } from '#bot/graph';
import type { Directory } from '../../../../bot/bridge/directory.ts';
import { DirectoryMaker } from '../../../../bot/bridge/directoryMaker.ts';

const rule = { extensionFrom: 'businessPhones', extensionPattern: '(\\d{4})$', lines: [] } as const;

function company(size: number): readonly GraphUser[] {
  return Array.from({ length: size }, (_, index) => ({
    id: `user-${String(index)}`,
    displayName: `Ada Example ${String(index)}`,
    userPrincipalName: `user${String(index)}@example.com`,
    businessPhones: [`+3319900${String(index).padStart(4, '0')}`],
  }));
}

describe('DirectoryMaker', () => {
  it('lets nobody go on before the newest picture is used, and never uses an older one', async () => {
    const maker = new DirectoryMaker();
    const used: number[] = [];
    const use = ({ size }: Directory): number => used.push(size);
    const first = maker.make(company(1_500), rule, use);
    const second = maker.make(company(2_500), rule, use);
    await first;
    expect(used).toEqual([2_500]);
    await second;
    expect(used).toEqual([2_500]);
  });

  it('uses none after it was stopped', async () => {
    const maker = new DirectoryMaker();
    const use = jest.fn();
    const made = maker.make(company(1_500), rule, use);
    maker.stop();
    await made;
    expect(use).not.toHaveBeenCalled();
  });

  it('makes the picture of a small company at once', () => {
    const use = jest.fn();
    void new DirectoryMaker().make(company(3), rule, use);
    expect(use).toHaveBeenCalledTimes(1);
  });
});
