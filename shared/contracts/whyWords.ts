// The part of GET /api/v1/presence/me/why that the apps show: sentences, whose word counts, what can be done.
import * as v from 'valibot';

/** `layer` says whose word others see; `words` are complete sentences in the asker's language. */
export const whyWordsSchema = v.object({
  layer: v.picklist(['ours', 'teams', 'nothing', 'unknown']),
  words: v.array(v.string()),
  can: v.object({ release: v.boolean() }),
});
export type WhyWords = v.InferOutput<typeof whyWordsSchema>;
