// The page of the settings.
import { useEffect, type ReactElement } from 'react';
import type { AppModel } from '#shared/models';
import { SettingsForm, useModel, type PhoneSettingsProps, type PrivacySettingsProps } from '#shared/ui';
import { appVersion } from '../appVersion.ts';
import type { PageProps } from '../lazyPages.tsx';
import { useDialSetup } from '../useDialSetup.ts';

/** The page. */
export function SettingsPage({ model }: PageProps): ReactElement {
  const { ways, test } = useDialSetup(model);
  const { me, phase } = useModel(model.session);
  const { settings, isWaiting, phase: settingsPhase } = useModel(model.settings);
  const privacy = usePrivacy(model);
  const phone = usePhone(model, phase === 'signedIn');
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
