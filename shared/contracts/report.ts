// POST /api/v1/reports: a problem report of a person, exactly as they previewed it.
import * as v from 'valibot';
import { shortTextSchema } from './wire.ts';

const longestTitle = 120;
const longestText = 4_000;
const longestLogs = 100_000;
/** Of the base64 text: about 1.5 MB of image. */
const longestImage = 2_000_000;

export const reportTopicSchema = v.picklist([
  'dialling',
  'callLog',
  'presence',
  'people',
  'meetings',
  'voicemail',
  'signIn',
  'other',
]);
export type ReportTopic = v.InferOutput<typeof reportTopicSchema>;

export const reportSchema = v.object({
  /** Made by the app with each preview: a report sent again is the same report. */
  requestId: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{8,64}$/))),
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longestTitle)),
  topic: reportTopicSchema,
  text: v.pipe(v.string(), v.trim(), v.maxLength(longestText)),
  /** Log lines of the app, digits of numbers masked by the app and again by the service. */
  logs: v.exactOptional(v.pipe(v.string(), v.maxLength(longestLogs))),
  image: v.exactOptional(
    v.object({
      type: v.picklist(['image/png', 'image/jpeg', 'image/webp']),
      data: v.pipe(v.string(), v.maxLength(longestImage), v.base64()),
    }),
  ),
  /** Facts of the app: version, host, language, theme, width. Short names, no personal data. */
  app: v.record(v.pipe(v.string(), v.regex(/^[a-zA-Z]{1,32}$/)), shortTextSchema),
});
export type Report = v.InferOutput<typeof reportSchema>;

/** Longest title and text; masking may make a text longer, and what is looked at is what is sent. */
export const reportLimits = { title: longestTitle, text: longestText, logs: longestLogs, fact: 256 } as const;

/** 201: kept. `id` is what the person names when they ask about it. */
export const reportAnswerSchema = v.object({ id: shortTextSchema });
export type ReportAnswer = v.InferOutput<typeof reportAnswerSchema>;
