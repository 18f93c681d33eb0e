// The mail or appointment a person looks at in Outlook, as a parameter (HOUSE rule 3).

/** What was read of the selected item. Texts are as the sender wrote them: hostile until shown as text. */
export interface ItemSnapshot {
  readonly kind: 'message' | 'appointment';
  readonly subject: string;
  readonly location: string;
  /** Empty when the host gave only text. */
  readonly bodyHtml: string;
  /** Empty when the host gave HTML. */
  readonly bodyText: string;
  /** ISO 8601; appointments only. */
  readonly start?: string;
  readonly end?: string;
  /** The sender of a message, the organiser of an appointment. */
  readonly from?: { readonly name: string; readonly address: string };
  /** A text was longer than what is kept of it. */
  readonly isCut: boolean;
}

/** The selected item of the host. */
export interface ItemPort {
  /** The item selected now; null when none or several are. Throws `host.unavailable`. */
  readItem(): Promise<ItemSnapshot | null>;
  /** Called when another item is selected while the pane is pinned. Returns the way to stop. */
  onItemChange(listener: () => void): () => void;
}
