// Room entry: every parser that reads what others send, under fuzz.
import type { FuzzSubject } from './FuzzSubject.ts';
import { otherSubjects } from './otherSubjects.ts';
import { sipSubjects } from './sipSubjects.ts';

/** All of them, in the order they are run. */
export const subjects: readonly FuzzSubject[] = [...sipSubjects, ...otherSubjects];
export { hangMs, runFuzz, type FuzzOptions, type FuzzReport } from './runFuzz.ts';
