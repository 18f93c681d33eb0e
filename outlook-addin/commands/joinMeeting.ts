// The ribbon command: joins the meeting of the item, or says above the item why it could not.
import type { Invitation, Meeting } from '#shared/domain/meeting';
import type { Translator } from '#shared/i18n';
import type { CommandHost } from '../host/index.ts';

/** What the command works with beside Outlook. */
export interface JoinTools {
  /** Loaded when the command is first used. */
  readonly loadFinder: () => Promise<{ findMeeting(invitation: Invitation): Meeting | null }>;
  readonly translatorFor: (locale: string) => Promise<Translator>;
}

/** Opens the join link of the item without opening the pane. */
export async function joinMeeting(host: CommandHost, tools: JoinTools): Promise<void> {
  const words = tools.translatorFor(host.locale);
  try {
    const [item, finder] = await Promise.all([host.readItem(), tools.loadFinder()]);
    const meeting = item === null ? null : finder.findMeeting(item);
    if (meeting?.joinUrl !== undefined && host.openLink(meeting.joinUrl)) return;
    await host.notify(whyNot(meeting, await words));
  } catch {
    await host.notify((await words).t('meeting.notOpened'));
  }
}

function whyNot(meeting: Meeting | null, { t }: Translator): string {
  if (meeting?.joinUrl !== undefined) return t('meeting.notOpened');
  // A command cannot hand `tel:` to the device: the pane can.
  const phone = meeting?.phones[0];
  return phone === undefined ? t('meeting.notFound') : t('meeting.onlyPhone', { target: phone.e164 });
}
