// The part of Adaptive Cards 1.5 the bot uses (adaptivecards.io/schemas/adaptive-card.json).

/** Our own words; the renderer reads Markdown in them, so nothing from outside goes here. */
export interface TextBlock {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly wrap: true;
  readonly weight?: 'Bolder';
  readonly size?: 'Medium' | 'Small';
  readonly isSubtle?: true;
  readonly spacing?: 'None' | 'Small';
  readonly style?: 'heading';
}

/** Words from outside: text runs know no Markdown. */
export interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly {
    readonly type: 'TextRun';
    readonly text: string;
    readonly weight?: 'Bolder';
    readonly color?: 'Attention';
  }[];
  readonly spacing?: 'None' | 'Small';
}

/** A button handled by the bot; clients without universal actions send `fallback` as a message. */
export interface ExecuteAction {
  readonly type: 'Action.Execute';
  readonly title: string;
  readonly tooltip?: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, string | boolean>>;
  readonly fallback: {
    readonly type: 'Action.Submit';
    readonly title: string;
    readonly data: Readonly<Record<string, string | boolean>>;
  };
}

/** Buttons within the body. */
export interface ActionSet {
  readonly type: 'ActionSet';
  readonly actions: readonly ExecuteAction[];
}

/** Elements side by side. */
export interface ColumnSet {
  readonly type: 'ColumnSet';
  readonly separator?: true;
  readonly columns: readonly {
    readonly type: 'Column';
    readonly width: 'stretch' | 'auto';
    readonly verticalContentAlignment?: 'Center';
    readonly items: readonly CardElement[];
  }[];
}

/** Anything in a card's body. */
export type CardElement = TextBlock | RichTextBlock | ActionSet | ColumnSet;

/** A card. */
export interface Card {
  readonly type: 'AdaptiveCard';
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly version: '1.5';
  readonly body: readonly CardElement[];
  readonly actions?: readonly ExecuteAction[];
}
