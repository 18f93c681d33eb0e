// Knows which phones show a state because we told them, so that their reports of it are not taken for the person's hand.
import type { PbxUserState } from '#shared/domain/presence';

/** What a phone can be told beside being free. */
export type ToldWord = 'busy' | 'doNotDisturb';

interface Mark {
  readonly word: ToldWord;
  /** The phone has reported it since. */
  isSeen: boolean;
}

/** Only a person's hand brings these onto a phone that was told `busy`; many a PBX has no word for busy and says available. */
const besideBusy: ReadonlySet<PbxUserState> = new Set(['doNotDisturb', 'away', 'meeting', 'offline']);

/**
 * Marks by device key. Without them a circle would never open again: a person chooses do not disturb in Teams, we tell the phone,
 * the phone reports it, we set a session in Teams for it, and when the person takes the choice back our session still shows it.
 */
export class ToldMarks {
  private readonly marks = new Map<string, Mark>();

  /** The phone is being told; `isSeen` when it is known to have reported it. What it has reported stays so when it is told again. */
  set(key: string, word: ToldWord, isSeen = false): void {
    const former = this.marks.get(key);
    this.marks.set(key, { word, isSeen: isSeen || (former?.word === word && former.isSeen) });
  }

  /** The phone is free of our word. */
  drop(key: string): void {
    this.marks.delete(key);
  }

  /** The word of ours that the phone shows, as far as is known. */
  wordOn(key: string): ToldWord | undefined {
    return this.marks.get(key)?.word;
  }

  /** True while the phone shows our word, as far as is known. */
  stands(key: string): boolean {
    return this.marks.has(key);
  }

  /**
   * Takes a report of the phone: true when it is our word coming back, which says nothing of the person. Any other state after
   * that is the person's hand on the phone, and ends the mark; before that it may have crossed our order on the way.
   */
  explains(key: string, state: PbxUserState): boolean {
    const mark = this.marks.get(key);
    if (mark === undefined) return false;
    if (mark.word === state) {
      mark.isSeen = true;
      return true;
    }
    if (mark.isSeen || (mark.word === 'busy' && besideBusy.has(state))) this.marks.delete(key);
    return false;
  }
}
