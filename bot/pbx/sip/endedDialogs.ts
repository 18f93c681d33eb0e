// Remembers which dialogs of a device are over, and sorts out what documents list twice or go on listing (spec pbx A.2.5, A.2.6).
import { dialogState, type Dialog, type DialogState } from './dialogInfo.ts';

/** Dialogs remembered beside those of the last document: enough for a document that leaves some out in between. */
const mostRemembered = 8;
const lifeOrder: readonly DialogState[] = ['unknown', 'trying', 'proceeding', 'early', 'confirmed', 'terminated'];

/**
 * One entry per dialog. Kamailio's workers can publish the first two states of a dialog at once; then one of the two publications
 * is never updated again and the document lists the dialog twice, with the same id, for as long as a call may last. The entry
 * that is further on in its life is the one that is true.
 */
export function oneEntryEach(dialogs: readonly Dialog[]): readonly Dialog[] {
  const entries = new Map<string, Dialog>();
  for (const dialog of dialogs) {
    const key = dialog.id === undefined ? undefined : JSON.stringify([dialog.id, dialog.callId, dialog.direction]);
    const other = key === undefined ? undefined : entries.get(key);
    if (other === undefined || isFurther(dialogState(dialog), dialogState(other)))
      entries.set(key ?? String(entries.size), dialog);
  }
  return [...entries.values()];
}

/** True when a dialog in this state is later in its life than one in the other. */
export function isFurther(state: DialogState, than: DialogState): boolean {
  return lifeOrder.indexOf(state) > lifeOrder.indexOf(than);
}

/** The ended dialogs of one device. A call has a key of its own; its dialogs differ by their ids. */
export class EndedDialogs {
  /** Whether they were confirmed, oldest first. */
  private readonly wasConfirmed = new Map<string, boolean>();

  has(callKey: string, dialog: Dialog): boolean {
    return this.wasConfirmed.has(keyOf(callKey, dialog));
  }

  /**
   * True for an entry that still tells a dialog as going on although it ended. One that never was confirmed may be confirmed yet:
   * some versions tell a fork that lost as the end of the whole (kamailio#2906).
   */
  isLeftOver(callKey: string, dialog: Dialog): boolean {
    const state = dialogState(dialog);
    const wasConfirmed = this.wasConfirmed.get(keyOf(callKey, dialog));
    if (wasConfirmed === undefined || state === 'terminated') return false;
    this.add(callKey, dialog, wasConfirmed);
    return wasConfirmed || state !== 'confirmed';
  }

  /** Remembers a dialog; what is told again is remembered longer. */
  add(callKey: string, dialog: Dialog, wasConfirmed: boolean): void {
    const key = keyOf(callKey, dialog);
    const isKnownConfirmed = this.wasConfirmed.get(key) ?? false;
    this.wasConfirmed.delete(key);
    this.wasConfirmed.set(key, isKnownConfirmed || wasConfirmed);
  }

  /** Call after a document that told of `count` dialogs. */
  trim(count: number): void {
    const tooMany = this.wasConfirmed.size - Math.max(mostRemembered, count);
    for (const key of [...this.wasConfirmed.keys()].slice(0, Math.max(0, tooMany))) this.wasConfirmed.delete(key);
  }
}

function keyOf(callKey: string, dialog: Dialog): string {
  return `${callKey}|${dialog.id ?? ''}`;
}
