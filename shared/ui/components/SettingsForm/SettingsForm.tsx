// The settings: how to dial, the own phone, what is searched and told, voicemail codes, privacy, help.
import { Button, Switch } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { SettingsChange, UserSettings, VoicemailSite } from '#shared/contracts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { DialTest, type DialTestProps } from '../DialTest/DialTest.tsx';
import { DialWays, type DialWaysProps } from '../DialTest/DialWays.tsx';
import { PhoneSettings, type PhoneSettingsProps } from './PhoneSettings.tsx';
import { PrivacySettings, type PrivacySettingsProps } from './PrivacySettings.tsx';
import { Section } from './Section.tsx';
import { useSettingsFormStyles } from './SettingsForm.styles.ts';

/** Snapshot and actions of the settings. What is missing is not shown. */
export interface SettingsFormProps {
  readonly ways: DialWaysProps;
  readonly test: DialTestProps;
  /** Absent where the phone system can set nothing. */
  readonly phone?: PhoneSettingsProps;
  /** Absent until they are known. */
  readonly settings?: UserSettings;
  /** Changes are kept on this device until the service is back. */
  readonly isWaiting: boolean;
  /** The site offers to search the person's own contacts. */
  readonly hasPersonalContacts: boolean;
  readonly hasSharedLines: boolean;
  readonly voicemail?: VoicemailSite;
  readonly privacy?: PrivacySettingsProps;
  /** e.g. `0.1.0`. */
  readonly version: string;
  readonly onChange: (change: SettingsChange) => void;
  /** Absent where the site takes no reports. */
  readonly onReport?: () => void;
}

/** The settings. */
export function SettingsForm(props: SettingsFormProps): ReactElement {
  const { ways, test, phone, settings, isWaiting, privacy } = props;
  const styles = useSettingsFormStyles();
  const { t } = useTranslator();
  return (
    <div className={styles.root}>
      <Section title={t('settings.dialling')}>
        <DialWays {...ways} />
        <DialTest {...test} />
      </Section>
      {phone !== undefined && <PhoneSettings {...phone} />}
      {settings !== undefined && <Kept {...props} settings={settings} />}
      {isWaiting && <p className={styles.hint}>{t('settings.waiting')}</p>}
      <Voicemail {...props} />
      <Section title={t('settings.looks')}>
        <p className={styles.hint}>{t('settings.looksHint')}</p>
      </Section>
      {privacy !== undefined && <PrivacySettings {...privacy} />}
      <Help {...props} />
    </div>
  );
}

function Kept(props: SettingsFormProps & { readonly settings: UserSettings }): ReactElement {
  const { settings, hasPersonalContacts, hasSharedLines, onChange } = props;
  const { t } = useTranslator();
  return (
    <>
      <Section title={t('settings.search')}>
        <Choice
          label={t('settings.searchOrganisation')}
          isOn={settings.searchOrganisation}
          onChange={(searchOrganisation) => {
            onChange({ searchOrganisation });
          }}
        />
        {hasPersonalContacts && (
          <Choice
            label={t('settings.searchPersonalContacts')}
            isOn={settings.searchPersonalContacts}
            onChange={(searchPersonalContacts) => {
              onChange({ searchPersonalContacts });
            }}
          />
        )}
      </Section>
      <Section title={t('settings.calls')}>
        <Choice
          label={t('settings.collapseCalls')}
          isOn={settings.collapseCalls}
          onChange={(collapseCalls) => {
            onChange({ collapseCalls });
          }}
        />
      </Section>
      {hasSharedLines && <SharedLines settings={settings} onChange={onChange} />}
    </>
  );
}

function SharedLines({
  settings,
  onChange,
}: {
  readonly settings: UserSettings;
  readonly onChange: (change: SettingsChange) => void;
}): ReactElement {
  const { t } = useTranslator();
  const { sharedLineNotices: notices } = settings;
  return (
    <Section title={t('settings.sharedLines')}>
      {/* Nothing tells of paged groups and parked calls yet: what is kept for them stays, and is not offered. */}
      <Choice
        label={t('settings.notice.incoming')}
        isOn={notices.incoming}
        onChange={(incoming) => {
          onChange({ sharedLineNotices: { ...notices, incoming } });
        }}
      />
    </Section>
  );
}

/** Properties of a switch. */
interface ChoiceProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Choice({ label, isOn, onChange }: ChoiceProps): ReactElement {
  return (
    <Switch
      label={label}
      checked={isOn}
      onChange={(_event, { checked }) => {
        onChange(checked);
      }}
    />
  );
}

function Voicemail({ voicemail }: SettingsFormProps): ReactElement | null {
  const styles = useSettingsFormStyles();
  const { t } = useTranslator();
  const facts = [
    [t('settings.accessCode'), plainText(voicemail?.accessCode)],
    [t('settings.outsideKey'), plainText(voicemail?.outsideKey)],
  ].filter(([, value]) => value !== '');
  if (facts.length === 0) return null;
  return (
    <Section title={t('nav.voicemail')}>
      <dl className={styles.facts}>
        {facts.flatMap(([name, value]) => [
          <dt key={name} className={styles.term}>
            {name}
          </dt>,
          <dd key={`${String(name)} value`} className={styles.value}>
            <bdi dir="ltr">{value}</bdi>
          </dd>,
        ])}
      </dl>
    </Section>
  );
}

function Help({ version, onReport }: SettingsFormProps): ReactElement {
  const styles = useSettingsFormStyles();
  const { t } = useTranslator();
  return (
    <Section title={t('settings.help')}>
      {onReport !== undefined && (
        <div className={styles.row}>
          <Button onClick={onReport}>{t('settings.report')}</Button>
        </div>
      )}
      <p className={styles.hint}>{t('settings.version', { version })}</p>
    </Section>
  );
}
