// One part of the settings under its heading.
import { useId, type ReactElement, type ReactNode } from 'react';
import { useSettingsFormStyles } from './SettingsForm.styles.ts';

/** A section, named by its heading. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  const styles = useSettingsFormStyles();
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h2 id={id} className={styles.heading}>
        {title}
      </h2>
      {children}
    </section>
  );
}
