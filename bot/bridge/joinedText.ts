// Many short texts in one long one: what is inside of them is found by a single search, which is the fastest there is.
import { eachInSteps, type Steps } from './steps.ts';

/** Between two texts; no text may hold it. */
const border = '\n';

/** How a text must hold what is sought. */
export type Place = 'start' | 'inside' | 'end';

/** An immutable list of texts, each with its owner, the place of a person in some list. */
export class JoinedText {
  private readonly text: string;
  /** Where each text begins. */
  private readonly starts: Uint32Array;
  private readonly owners: Uint32Array;

  private constructor(text: string, starts: Uint32Array, owners: Uint32Array) {
    this.text = text;
    this.starts = starts;
    this.owners = owners;
  }

  static *building(texts: readonly { readonly owner: number; readonly text: string }[]): Steps<JoinedText> {
    const starts = new Uint32Array(texts.length);
    const owners = new Uint32Array(texts.length);
    const pieces: string[] = [];
    let piece: string[] = [];
    let length = border.length;
    yield* eachInSteps(texts, ({ owner, text }, index) => {
      starts[index] = length;
      owners[index] = owner;
      piece.push(text);
      length += text.length + border.length;
      if (piece.length < pieceTexts) return;
      pieces.push(piece.join(border));
      piece = [];
    });
    pieces.push(piece.join(border));
    return new JoinedText(`${border}${pieces.join(border)}${border}`, starts, owners);
  }

  /** Tells the owners of texts that hold `sought`, one by one, until `tell` says that it is enough. */
  find(sought: string, place: Place, tell: (owner: number) => boolean): void {
    const needle = `${place === 'start' ? border : ''}${sought}${place === 'end' ? border : ''}`;
    let at = this.text.indexOf(needle);
    while (at >= 0) {
      const index = this.indexAt(place === 'start' ? at + border.length : at);
      if (tell(this.owners[index] ?? 0)) return;
      // The rest of this text is passed over.
      at = this.text.indexOf(needle, (this.starts[index + 1] ?? this.text.length) - border.length);
    }
  }

  /** The text of the entry at `index` of the list it was made of. */
  at(index: number): string {
    return this.text.slice(this.starts[index], (this.starts[index + 1] ?? this.text.length) - border.length);
  }

  /** Which text holds the position. */
  private indexAt(position: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const pieceTexts = 1_000;
