// What the problem report shows and does.
import type { Report, ReportTopic } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';

/** A picture, as it is sent. */
export type ReportImageView = NonNullable<Report['image']>;

/** What the person writes. */
export interface ReportDraftView {
  readonly title: string;
  readonly topic: ReportTopic;
  readonly text: string;
  readonly hasLogs: boolean;
  readonly image: ReportImageView | undefined;
}

/** What pictures can be had from. Both reject or give undefined when there is none. */
export interface ReportPictures {
  /** Makes a picture small enough to send; undefined: it is none. */
  readonly read: (file: Blob) => Promise<ReportImageView | undefined>;
  /** A picture of the screen, once the person has chosen what may be seen. Missing: this host does not let us. */
  readonly take?: () => Promise<ReportImageView | undefined>;
}

/** Properties of the report. */
export interface ProblemReportProps {
  readonly phase: 'writing' | 'checking' | 'sending' | 'sent';
  readonly draft: ReportDraftView;
  /** From `checking` on: exactly what is sent. */
  readonly report?: Report;
  readonly isTitleMissing: boolean;
  /** What the service calls the report. */
  readonly id?: string;
  /** Why it was not sent; the draft is kept. */
  readonly error?: ErrorCode;
  readonly pictures: ReportPictures;
  readonly onChange: (draft: Partial<ReportDraftView>) => void;
  readonly onCheck: () => void;
  readonly onEdit: () => void;
  readonly onSend: () => void;
  readonly onDiscard: () => void;
  readonly onClose: () => void;
}
