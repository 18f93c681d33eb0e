// Room entry: the React-free view models of both apps.
export { createAppModel, type AppModel, type AppModels } from './appModel.ts';
export { createCallLogModel, type CallLogModel, type CallLogPhase, type CallLogSnapshot } from './callLogModel.ts';
export type { CallRow } from './callOrder.ts';
export { createDialModel, type DialModel, type DialSnapshot, type DialWay } from './dialModel.ts';
export type { DialStatus } from './dialOrder.ts';
export { isServiceCode } from './dialText.ts';
export { createItemModel, type ItemModel, type ItemPhase, type ItemView } from './itemModel.ts';
export { createLiveCallsModel, type LiveCallsModel } from './liveCallsModel.ts';
export type { NumbersSnapshot } from './numberAnswers.ts';
export { createNumbersModel, type NumbersModel } from './numbersModel.ts';
export { createPeopleModel, type PeopleModel, type PeopleSnapshot } from './peopleModel.ts';
export type { CopyPort, ItemFinders, NumberRules, SettingsPort } from './ports.ts';
export { createSessionModel, type SessionModel, type SessionSnapshot } from './sessionModel.ts';
export type { Readable } from './store.ts';
export { createWhyModel, type WhyModel, type WhySnapshot } from './whyModel.ts';
