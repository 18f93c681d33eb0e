// Room entry: a live Kamailio and the SIPp phones around it.
export { startKamailio, type Kamailio, type KamailioOptions } from './startKamailio.ts';
export {
  call,
  callMany,
  doNotDisturb,
  publishMessages,
  register,
  startCall,
  startPhones,
  type CallLoad,
  type CallStory,
  type PhoneHabit,
  type Phones,
} from './sipp.ts';
