// What both Outlook manifests agree on: the names of the commands and the oldest Outlook they run in.

/** Names of the actions; `joinMeeting` is the function which the add-in's commands page associates with Outlook. */
export const commandIds = {
  showOnMessage: 'showPaneOnMessage',
  showOnAppointment: 'showPaneOnAppointment',
  joinMeeting: 'joinMeeting',
} as const;

/** Mailbox requirement set: 1.5 is what phones have, and the first with ItemChanged, which a pinned pane needs. */
export const minMailbox = '1.5';
