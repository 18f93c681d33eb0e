// The first step of a problem report: title, topic, words, and whether logs and a picture go with it.
import { Button, Checkbox, Field, Input, Select, Textarea } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { ReportTopic } from '#shared/contracts';
import type { MessageKey } from '#shared/i18n';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useProblemReportStyles } from './ProblemReport.styles.ts';
import type { ProblemReportProps } from './ProblemReport.types.ts';
import { ReportPicture } from './ReportPicture.tsx';

const longestTitle = 120;
const longestText = 4_000;
const topicKeys: Readonly<Record<ReportTopic, MessageKey>> = {
  dialling: 'report.topic.dialling',
  callLog: 'report.topic.callLog',
  presence: 'report.topic.presence',
  people: 'report.topic.people',
  meetings: 'report.topic.meetings',
  voicemail: 'report.topic.voicemail',
  signIn: 'report.topic.signIn',
  other: 'report.topic.other',
};
const topics = Object.keys(topicKeys) as readonly ReportTopic[];

/** The words of a topic. */
export function topicKey(topic: ReportTopic): MessageKey {
  return topicKeys[topic];
}

/** The form. */
export function ReportForm(props: ProblemReportProps): ReactElement {
  const { draft, onChange, onCheck, onDiscard, onClose } = props;
  const styles = useProblemReportStyles();
  const { t } = useTranslator();
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onCheck();
      }}
    >
      <Words {...props} />
      <Checkbox
        label={t('report.withLogs')}
        checked={draft.hasLogs}
        onChange={(_event, { checked }) => {
          onChange({ hasLogs: checked === true });
        }}
      />
      <ReportPicture image={draft.image} pictures={props.pictures} onChange={onChange} />
      <div className={styles.actions}>
        <Button className={styles.action} appearance="subtle" onClick={onDiscard}>
          {t('report.discard')}
        </Button>
        <Button className={styles.action} onClick={onClose}>
          {t('report.later')}
        </Button>
        <Button className={styles.action} appearance="primary" type="submit">
          {t('report.toCheck')}
        </Button>
      </div>
    </form>
  );
}

function Words({ draft, isTitleMissing, onChange }: ProblemReportProps): ReactElement {
  const { t } = useTranslator();
  const missing = isTitleMissing && { validationMessage: t('report.titleMissing') };
  return (
    <>
      <Field label={t('report.field.title')} required {...missing}>
        <Input
          data-first-focus
          value={draft.title}
          maxLength={longestTitle}
          onChange={(_event, { value }) => {
            onChange({ title: value });
          }}
        />
      </Field>
      <Field label={t('report.field.topic')}>
        <Select
          value={draft.topic}
          onChange={(_event, { value }) => {
            onChange({ topic: topics.find((topic) => topic === value) ?? 'other' });
          }}
        >
          {topics.map((topic) => (
            <option key={topic} value={topic}>
              {t(topicKeys[topic])}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('report.field.text')} hint={t('report.field.textHint')}>
        <Textarea
          rows={5}
          resize="vertical"
          value={draft.text}
          maxLength={longestText}
          onChange={(_event, { value }) => {
            onChange({ text: value });
          }}
        />
      </Field>
    </>
  );
}
