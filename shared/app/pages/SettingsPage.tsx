// The page of the settings.
import { Spinner } from '@fluentui/react-components';
import { useEffect, useState, type ReactElement } from 'react';
import type { AppModel } from '#shared/models';
import { SettingsForm, useModel, useTranslator, type PhoneSettingsProps, type PrivacySettingsProps } from '#shared/ui';
import { appVersion } from '../appVersion.ts';
import type { PageProps } from '../lazyPages.tsx';
import { useDialSetup } from '../useDialSetup.ts';

const longestMs = 1_500;

/** The page. */
export function SettingsPage({ model }: PageProps): ReactElement {
  const { ways, test } = useDialSetup(model);
  const { t } = useTranslator();
  const { me, phase } = useModel(model.session);
  const { settings, isWaiting, phase: settingsPhase } = useModel(model.settings);
  const privacy = usePrivacy(model);
  const phone = usePhone(model, phase === 'signedIn');
  const isSettled = useIsSettled(model);
  if (!isSettled) return <Spinner label={t('app.loading')} />;
  return (
    <SettingsForm
      ways={ways}
      test={test}
      phone={phone}
      {...(settings !== undefined && { settings })}
      isWaiting={isWaiting && settingsPhase === 'failed'}
      hasPersonalContacts={me?.offers?.personalContacts === true}
      hasSharedLines={(me?.sharedLines ?? []).length > 0}
      {...(me?.voicemail !== undefined && { voicemail: me.voicemail })}
      {...(phase === 'signedIn' && { privacy })}
      version={appVersion}
      onChange={model.settings.change}
      {...(me?.offers?.reports === true && { onReport: model.report.open })}
    />
  );
}

/** Parts that come one after the other would push each other down under the hand; what is slow comes later all the same. */
function useIsSettled(model: AppModel): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLate(true);
    }, longestMs);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  const { me } = useModel(model.session);
  const settings = useModel(model.settings);
  const phone = useModel(model.phone);
  const isPhoneKnown = phone.lines.length > 0 || (phone.phase !== 'idle' && phone.phase !== 'loading');
  const areSettingsKnown = settings.settings !== undefined || settings.phase === 'failed';
  return isLate || (me !== undefined && isPhoneKnown && areSettingsKnown);
}

function usePhone(model: AppModel, isSignedIn: boolean): PhoneSettingsProps {
  const { phase, lines, error } = useModel(model.phone);
  useEffect(() => {
    if (isSignedIn) void model.phone.load();
  }, [model, isSignedIn]);
  return {
    lines,
    isBusy: phase === 'changing' || phase === 'loading',
    ...(error !== undefined && { error }),
    onChange: (change) => void model.phone.change(change),
  };
}

function usePrivacy(model: AppModel): PrivacySettingsProps {
  const { phase, error } = useModel(model.settingsData);
  return {
    phase,
    ...(error !== undefined && { error }),
    onDownload: () => void model.settingsData.download(),
    onErase: () => void model.settingsData.erase(),
  };
}
