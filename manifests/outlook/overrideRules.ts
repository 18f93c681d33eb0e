// The vocabulary and order inside version overrides 1.0 and 1.1 of a mail add-in (MailAppVersionOverrides*.xsd and docs).
import type { TypeRule } from './typeRule.ts';

const generation = 'Description=LongRef? Requirements=OverrideRequirements? Hosts=OverrideHosts? Resources?';
const surface: TypeRule = { children: 'OfficeTab* CustomTab*' };

/** Types by name, beside those of `baseRules`. */
export const overrideRules: Readonly<Record<string, TypeRule>> = {
  VersionOverrides10: { variants: { VersionOverridesV1_0: 'Generation10' } },
  Generation10: { children: `${generation} v11:VersionOverrides=VersionOverrides11?` },
  VersionOverrides11: { variants: { VersionOverridesV1_1: 'Generation11' } },
  Generation11: { children: `${generation} EquivalentAddins? WebApplicationInfo? ExtendedPermissions?` },
  OverrideRequirements: { children: 'bt:Sets' },

  OverrideHosts: { children: 'Host=MailHosts+' },
  MailHosts: { variants: { MailHost: 'MailHost' } },
  MailHost: { children: 'Runtimes? DesktopFormFactor? MobileFormFactor?' },
  Runtimes: { since: '1.1', children: 'Runtime+' },
  Runtime: { attributes: 'resid:id lifetime:nonEmpty?', refersTo: 'Urls', children: 'Override=RuntimeOverride*' },
  RuntimeOverride: { attributes: 'type:nonEmpty resid:id', refersTo: 'Urls' },
  DesktopFormFactor: { children: 'SupportsSharedFolders=BooleanText? FunctionFile=UrlRef? ExtensionPoint+' },
  MobileFormFactor: { since: '1.1', children: 'FunctionFile=UrlRef? ExtensionPoint=MobileExtensionPoint+' },

  ExtensionPoint: {
    variants: {
      MessageReadCommandSurface: 'Surface',
      MessageComposeCommandSurface: 'Surface',
      AppointmentOrganizerCommandSurface: 'Surface',
      AppointmentAttendeeCommandSurface: 'Surface',
      Module: 'Module',
      DetectedEntity: 'DetectedEntity',
      LaunchEvent: 'LaunchEventPoint',
      Events: 'Events',
      ReportPhishingCommandSurface: 'ReportPhishing',
    },
  },
  MobileExtensionPoint: {
    variants: {
      MobileMessageReadCommandSurface: 'MobileSurface',
      MobileOnlineMeetingCommandSurface: 'MobileControlSurface',
      MobileLogEventAppointmentAttendee: 'MobileControlSurface',
    },
  },
  Surface: surface,
  MobileSurface: { children: 'Group=MobileGroup+' },
  MobileControlSurface: { children: 'Control=MobileControl' },
  Module: { since: '1.1', children: 'SourceLocation=UrlRef Label=ShortRef CommandSurface=ModuleSurface' },
  ModuleSurface: { children: 'CustomTab+' },
  DetectedEntity: { since: '1.1', children: 'Label=ShortRef SourceLocation=UrlRef Rule' },
  LaunchEventPoint: { since: '1.1', children: 'LaunchEvents SourceLocation=UrlRef' },
  LaunchEvents: { children: 'LaunchEvent+' },
  LaunchEvent: { attributes: 'Type:short FunctionName:long SendMode:nonEmpty?' },
  Events: { since: '1.1', children: 'Event+' },
  Event: { attributes: 'Type:short FunctionExecution:nonEmpty FunctionName:long' },
  ReportPhishing: { since: '1.1', children: 'ReportPhishingCustomization' },
  ReportPhishingCustomization: { children: 'Control PreProcessingDialog SourceLocation=UrlRef' },
  PreProcessingDialog: {
    children: 'Title=ShortRef Description=LongRef ReportingOptions? FreeTextLabel=ShortRef? MoreInfo?',
  },
  ReportingOptions: { children: 'Title=ShortRef Option=ShortRef+' },
  MoreInfo: { children: 'MoreInfoText=ShortRef MoreInfoUrl=UrlRef' },

  OfficeTab: { attributes: 'id:short', children: 'Group+' },
  CustomTab: { attributes: 'id:short', children: 'Group+ Label=ShortRef' },
  Group: { attributes: 'id:short', children: 'Label=ShortRef Control+' },
  MobileGroup: { attributes: 'id:short', children: 'Label=ShortRef Control=MobileControl+' },
  Control: { attributes: 'id:short', variants: { Button: 'Button', Menu: 'Menu' } },
  MobileControl: { attributes: 'id:short', variants: { MobileButton: 'MobileButton' } },
  Button: { attributes: 'id:short', children: 'Label=ShortRef Supertip Icon Action' },
  Menu: { attributes: 'id:short', children: 'Label=ShortRef Supertip Icon Items' },
  Items: { children: 'Item+' },
  Item: { attributes: 'id:short', children: 'Label=ShortRef Supertip Icon? Action' },
  MobileButton: { attributes: 'id:short', children: 'Label=ShortRef Icon=MobileIcon Action' },
  Supertip: { children: 'Title=ShortRef Description=LongRef' },
  Icon: { images: ['16', '32', '80'], children: 'bt:Image=ImageRef+' },
  MobileIcon: { variants: { 'bt:MobileIconList': 'MobileIconList' } },
  MobileIconList: {
    images: ['25@1', '25@2', '25@3', '32@1', '32@2', '32@3', '48@1', '48@2', '48@3'],
    children: 'bt:Image=MobileImageRef+',
  },
  Action: { variants: { ShowTaskpane: 'ShowTaskpane', ExecuteFunction: 'ExecuteFunction' } },
  ShowTaskpane: {
    children: `SourceLocation=UrlRef SupportsPinning=NewBoolean? SupportsNoItemContext=NewBoolean?
      SupportsMultiSelect=NewBoolean?`,
  },
  ExecuteFunction: { children: 'FunctionName=LongText SupportsMultiSelect=NewBoolean?' },
  NewBoolean: { since: '1.1', text: 'boolean' },

  UrlRef: { attributes: 'resid:id', refersTo: 'Urls' },
  ShortRef: { attributes: 'resid:id', refersTo: 'ShortStrings' },
  LongRef: { attributes: 'resid:id', refersTo: 'LongStrings' },
  ImageRef: { attributes: 'size:ribbonSize resid:id', refersTo: 'Images' },
  MobileImageRef: { attributes: 'size:mobileSize scale:mobileScale resid:id', refersTo: 'Images' },

  Resources: { children: 'bt:Images? bt:Urls? bt:ShortStrings? bt:LongStrings?' },
  Images: { children: 'Image=UrlResource*' },
  Urls: { children: 'Url=UrlResource*' },
  ShortStrings: { children: 'String=ShortResource*' },
  LongStrings: { children: 'String=LongResource*' },
  UrlResource: { attributes: 'id:id DefaultValue:url', children: 'Override=UrlOverride*' },
  ShortResource: { attributes: 'id:id DefaultValue:short', children: 'Override=ShortOverride*' },
  LongResource: { attributes: 'id:id DefaultValue:long', children: 'Override=LongOverride*' },

  EquivalentAddins: { children: 'EquivalentAddin+' },
  EquivalentAddin: { children: 'ProgId=Text? DisplayName=Text? FileName=Text? Type=Text' },
  WebApplicationInfo: { children: 'Id=Text MsaId=Text? Resource=Text Scopes Authorizations?' },
  Scopes: { children: 'Scope=Text+' },
  Authorizations: { children: 'Authorization+' },
  Authorization: { children: 'Resource=Text Scopes' },
  ExtendedPermissions: { children: 'ExtendedPermission=Text+' },
};
