// A line somebody shares with the person: whose it is, what happens on it, and a call from it.
import { mergeClasses } from '@fluentui/react-components';
import { useId, type ReactElement } from 'react';
import type { LiveCall, SharedLine } from '#shared/contracts';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { partyText } from '../../text/partyText.ts';
import { isRinging, liveStateKey } from '../LiveCallCard/liveState.ts';
import { PresenceBadge, phoneStateKey } from '../PresenceBadge/PresenceBadge.tsx';
import { CallFromLine } from './CallFromLine.tsx';
import { lineName } from './lineName.ts';
import { useSharedLineCardStyles } from './SharedLineCard.styles.ts';

/** The card of a line. */
export function SharedLineCard({ line }: { readonly line: SharedLine }): ReactElement {
  const styles = useSharedLineCardStyles();
  const { t } = useTranslator();
  const id = useId();
  const name = lineName(line);
  return (
    <article className={mergeClasses(styles.root, line.calls.some(isRinging) && styles.ringing)} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 id={id} className={styles.name} dir="auto">
          {name}
        </h3>
        <span className={styles.state}>
          <PresenceBadge state={line.state} isDecorative />
          {t(phoneStateKey(line.state))}
        </span>
      </div>
      {line.calls.length > 0 && (
        <ul className={styles.calls}>
          {line.calls.map((call) => (
            <li key={call.id}>
              <CallOnLine call={call} />
            </li>
          ))}
        </ul>
      )}
      {line.canMakeCall && <CallFromLine line={line.extension} name={name} />}
    </article>
  );
}

function CallOnLine({ call }: { readonly call: LiveCall }): ReactElement {
  const translator = useTranslator();
  const { format } = useDialer();
  const party = partyText(call.other, call.e164, translator, format);
  return (
    <>
      {translator.t('live.announce', { state: translator.t(liveStateKey(call)), party: party.title })}
      {party.number !== '' && <bdi> · {party.number}</bdi>}
    </>
  );
}
