// The vocabulary and order of a mail add-in's manifest outside its version overrides (OfficeAppManifestV1_1.xsd).
import type { TypeRule } from './typeRule.ts';

const item = 'ItemType:nonEmpty FormType:nonEmpty? ItemClass:nonEmpty? IncludeSubClasses:boolean?';

/** Types by name; `OfficeApp` is the root. */
export const baseRules: Readonly<Record<string, TypeRule>> = {
  OfficeApp: { variants: { MailApp: 'MailApp' } },
  MailApp: {
    children: `Id=Guid AlternateId=Text? Version=VersionNumber ProviderName=ShortText DefaultLocale=LocaleText
      DisplayName=ShortSetting Description=LongSetting IconUrl=UrlSetting? HighResolutionIconUrl=UrlSetting?
      SupportUrl=UrlSetting? AppDomains? Hosts=BaseHosts? Requirements=BaseRequirements FormSettings
      Permissions=PermissionText? Rule DisableEntityHighlighting=BooleanText?
      v10:VersionOverrides=VersionOverrides10?`,
  },
  Guid: { text: 'guid' },
  Text: { text: 'nonEmpty' },
  VersionNumber: { text: 'version' },
  ShortText: { text: 'short' },
  LongText: { text: 'long' },
  LocaleText: { text: 'locale' },
  BooleanText: { text: 'boolean' },
  PermissionText: { text: 'permission' },
  ShortSetting: { attributes: 'DefaultValue:short', children: 'Override=ShortOverride*' },
  LongSetting: { attributes: 'DefaultValue:long', children: 'Override=LongOverride*' },
  UrlSetting: { attributes: 'DefaultValue:url', children: 'Override=UrlOverride*' },
  ShortOverride: { attributes: 'Locale:locale Value:short' },
  LongOverride: { attributes: 'Locale:locale Value:long' },
  UrlOverride: { attributes: 'Locale:locale Value:url' },
  AppDomains: { children: 'AppDomain=LongText+' },
  BaseHosts: { children: 'Host=BaseHost+' },
  BaseHost: { attributes: 'Name:host' },
  BaseRequirements: { children: 'Sets' },
  Sets: { attributes: 'DefaultMinVersion:shortVersion?', children: 'Set+' },
  Set: { attributes: 'Name:short MinVersion:shortVersion?' },
  FormSettings: { children: 'Form+' },
  Form: { variants: { ItemRead: 'ReadForm', ItemEdit: 'EditForm' } },
  ReadForm: {
    children: 'DesktopSettings=ReadSettings TabletSettings=ReadSettings? PhoneSettings=EditSettings?',
  },
  EditForm: {
    children: 'DesktopSettings=EditSettings TabletSettings=EditSettings? PhoneSettings=EditSettings?',
  },
  ReadSettings: { children: 'SourceLocation=UrlSetting RequestedHeight=HeightText' },
  EditSettings: { children: 'SourceLocation=UrlSetting' },
  HeightText: { text: 'height' },
  Rule: {
    variants: {
      ItemIs: 'ItemIsRule',
      ItemHasAttachment: 'PlainRule',
      ItemHasKnownEntity: 'EntityRule',
      ItemHasRegularExpressionMatch: 'PatternRule',
      RuleCollection: 'RuleCollection',
    },
  },
  PlainRule: {},
  ItemIsRule: { attributes: item },
  EntityRule: { attributes: 'EntityType:nonEmpty RegExFilter:nonEmpty? FilterName:nonEmpty? IgnoreCase:boolean?' },
  PatternRule: { attributes: 'RegExName:nonEmpty RegExValue:nonEmpty PropertyName:nonEmpty IgnoreCase:boolean?' },
  RuleCollection: { attributes: 'Mode:nonEmpty', children: 'Rule+' },
};
