// Room entry: the React-free view models of both apps.
export { createAppModel, type AppModel, type AppModels } from './appModel.ts';
export { createCallLogActions, type CallLogActions, type LogWork } from './callLogActions.ts';
export { createCallLogModel, type CallLogModel, type CallLogPhase, type CallLogSnapshot } from './callLogModel.ts';
export type { CallRow } from './callOrder.ts';
export { createDialModel, type DialModel, type DialSnapshot, type DialWay } from './dialModel.ts';
export type { DialStatus } from './dialOrder.ts';
export { createDeviceCopy, type DeviceCopy, type DeviceCopySnapshot } from './deviceCopy.ts';
export { keepCopies } from './deviceCopyClient.ts';
export {
  createDialTestModel,
  type DialTestModel,
  type DialTestResult,
  type DialTestSnapshot,
} from './dialTestModel.ts';
export { dialTestNumber } from './dialTestNumber.ts';
export { isServiceCode } from './dialText.ts';
export { createItemModel, type ItemModel, type ItemPhase, type ItemView } from './itemModel.ts';
export { createLiveCallsModel, type CallOrder, type LiveCallsModel, type LiveCallsSnapshot } from './liveCallsModel.ts';
export { createMeetingsModel, type MeetingsModel, type MeetingsSnapshot } from './meetingsModel.ts';
export {
  groupMeetings,
  nextMeeting,
  type DayMeeting,
  type MeetingDay,
  type MeetingGroup,
  type NextMeeting,
} from './meetingsOrder.ts';
export type { NumbersSnapshot } from './numberAnswers.ts';
export { createNumbersModel, type NumbersModel } from './numbersModel.ts';
export { createNumberChoice, defaultNumber, type NumberChoiceSnapshot } from './numberChoice.ts';
export { createPeopleLookup, type PeopleLookup } from './peopleLookup.ts';
export { createPeopleModel, type PeopleModel, type PeopleSnapshot, type PeopleSources } from './peopleModel.ts';
export { createPeoplePresenceModel, type PeoplePresenceModel } from './peoplePresenceModel.ts';
export { createPhoneModel, type PhoneModel, type PhoneSnapshot } from './phoneModel.ts';
export type { CopyPort, ItemFinders, NumberRules, SettingsPort } from './ports.ts';
export type { FindPasted } from './padText.ts';
export { createSessionModel, type SessionModel, type SessionSnapshot } from './sessionModel.ts';
export { createReportLog, type ReportLog } from './reportLog.ts';
export {
  createReportModel,
  type ReportDraft,
  type ReportImage,
  type ReportModel,
  type ReportSnapshot,
} from './reportModel.ts';
export { createSharedLinesModel, type SharedLinesModel, type SharedLinesSnapshot } from './sharedLinesModel.ts';
export { createSettingsDataModel, type SettingsDataModel, type SettingsDataSnapshot } from './settingsDataModel.ts';
export { createSettingsModel, type SettingsModel, type SettingsSnapshot } from './settingsModel.ts';
export type { SpeedDialsNotice } from './speedDialsChanges.ts';
export { readCsvBytes } from './csvTable.ts';
export { readSpeedDialsCsv, writeSpeedDialsCsv, type CsvRow, type CsvTitles } from './speedDialsCsv.ts';
export { planImport } from './speedDialsImport.ts';
export type { SpeedDialDraft } from './speedDialsDraft.ts';
export type { SpeedDialPlace } from './speedDialsEdit.ts';
export { suggestFavourites, type FavouriteSuggestion } from './speedDialsSuggest.ts';
export { createSpeedDialsModel, type SpeedDialsModel, type SpeedDialsSnapshot } from './speedDialsModel.ts';
export type { Readable } from './store.ts';
export { createVoicemailModel, type VoicemailModel, type VoicemailSnapshot } from './voicemailModel.ts';
export { createWhyModel, type WhyModel, type WhySnapshot } from './whyModel.ts';
