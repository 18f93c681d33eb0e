// Keeps a metric's label values few and short, so that nothing from outside can grow the registry.

const maxValuesPerLabel = 300;
const maxValueLength = 80;
const replacement = 'other';

/** A filter for one metric: a value too long, or one too many, is counted as `other`. */
export function createLabelGuard<L extends string>(): (labels: Readonly<Record<L, string>>) => Record<L, string> {
  const seen = new Map<string, Set<string>>();
  const admit = (label: string, value: string): string => {
    const values = seen.get(label) ?? new Set<string>();
    seen.set(label, values);
    if (values.has(value)) return value;
    if (value.length > maxValueLength || values.size >= maxValuesPerLabel) return replacement;
    values.add(value);
    return value;
  };
  return (labels) => {
    const entries = Object.entries<string>(labels).map(([label, value]) => [label, admit(label, value)]);
    return Object.fromEntries(entries) as Record<L, string>;
  };
}
