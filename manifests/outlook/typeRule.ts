// The notation of the XML rules: a small part of XML Schema, as data that fits one line per element type.

/** What a text must be; the patterns stand in `textKinds.ts`. */
export type TextKind =
  | 'boolean'
  | 'guid'
  | 'height'
  | 'host'
  | 'id'
  | 'locale'
  | 'long'
  | 'mobileScale'
  | 'mobileSize'
  | 'nonEmpty'
  | 'permission'
  | 'ribbonSize'
  | 'short'
  | 'shortVersion'
  | 'url'
  | 'version';

/** Collections of Resources, by the name of the element in the basic types' namespace. */
export type ResourceKind = 'Images' | 'LongStrings' | 'ShortStrings' | 'Urls';

/**
 * One type of element.
 * - `children`, in the order Outlook wants: `[prefix:]Name[=Type]` with `?` optional, `*` any number, `+` at least one;
 *   the type is called like the element unless said, the namespace is the parent's unless a prefix is given.
 * - `attributes`: `[prefix:]name:kind`, `?` optional.
 */
export interface TypeRule {
  readonly children?: string;
  readonly attributes?: string;
  readonly text?: TextKind;
  /** Type by the value of `xsi:type`, which is then required unless `optionalVariant`. */
  readonly variants?: Readonly<Record<string, string>>;
  readonly optionalVariant?: true;
  /** Known from the version overrides 1.1 on. */
  readonly since?: '1.1';
  /** Has a `resid` that names a resource of this kind. */
  readonly refersTo?: ResourceKind;
  /** Must have an image of each of these (size, and scale on phones). */
  readonly images?: readonly string[];
}

/** A parsed token of `children`. */
export interface ChildRule {
  readonly prefix: string | undefined;
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly canRepeat: boolean;
}

/** A parsed token of `attributes`. */
export interface AttributeRule {
  readonly name: string;
  readonly kind: TextKind;
  readonly isRequired: boolean;
}

/** Reads the notation of `children`. */
export function parseChildren(notation = ''): readonly ChildRule[] {
  return words(notation).map((word) => {
    const [, prefix, name = '', type = name, count = ''] = /^(?:(\w+):)?(\w+)(?:=(\w+))?([?*+]?)$/u.exec(word) ?? [];
    const isRequired = count === '' || count === '+';
    return { prefix, name, type, isRequired, canRepeat: count === '*' || count === '+' };
  });
}

/** Reads the notation of `attributes`. */
export function parseAttributes(notation = ''): readonly AttributeRule[] {
  return words(notation).map((word) => {
    const [name = '', kind = ''] = word.replace('?', '').split(':');
    return { name, kind: kind as TextKind, isRequired: !word.endsWith('?') };
  });
}

function words(notation: string): readonly string[] {
  return notation.split(/\s+/u).filter((word) => word !== '');
}
