// Walks the elements along the rules: order and vocabulary of children, attributes, texts.
import type { Element } from '@xmldom/xmldom';
import { instanceNamespace, namespaceFor, namespaces } from './namespaces.ts';
import { childElements, placeOf } from './readXml.ts';
import { textFault } from './textKinds.ts';
import { parseAttributes, parseChildren, type ChildRule, type TypeRule } from './typeRule.ts';

/** Rules by type name. */
export type Rules = Readonly<Record<string, TypeRule>>;

/** An element that was understood, with the rule it follows; the later checks work on these. */
export interface Visit {
  readonly element: Element;
  readonly rule: TypeRule;
}

const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';
/** Deeper than any manifest (16), far from what would exhaust the stack. */
const maxDepth = 64;

/** The faults of the element and all below; `visits` receives what was understood. */
export function checkElement(
  element: Element,
  type: string,
  rules: Rules,
  visits: Visit[],
  depth = 0,
): readonly string[] {
  if (depth > maxDepth) return [`${placeOf(element)}: nested too deep`];
  const found = chooseRule(element, type, rules);
  if (typeof found === 'string') return [`${placeOf(element)}: ${found}`];
  visits.push({ element, rule: found });
  const { matched, faults } = matchChildren(element, parseChildren(found.children));
  return [
    ...[...attributeFaults(element, found), ...textFaults(element, found), ...faults].map(
      (fault) => `${placeOf(element)}: ${fault}`,
    ),
    ...matched.flatMap(([child, rule]) => checkElement(child, rule.type, rules, visits, depth + 1)),
  ];
}

/** The rule of the type, or of the variant `xsi:type` names. */
function chooseRule(element: Element, type: string, rules: Rules): TypeRule | string {
  const rule = rules[type];
  if (rule === undefined) return `no rule for ${type}`;
  if (rule.since === '1.1' && element.namespaceURI === namespaces.v10) return 'is known in version overrides 1.1 only';
  if (rule.variants === undefined) return rule;
  const variant = element.getAttributeNS(instanceNamespace, 'type');
  const names = Object.keys(rule.variants).join(', ');
  if (variant === null) return `has no xsi:type (${names})`;
  const next = Object.hasOwn(rule.variants, variant) ? rule.variants[variant] : undefined;
  return next === undefined ? `xsi:type "${variant}" is none of ${names}` : chooseRule(element, next, rules);
}

function attributeFaults(element: Element, rule: TypeRule): readonly string[] {
  const known = parseAttributes(rule.attributes);
  const missing = known
    .filter(({ name, isRequired }) => isRequired && !element.hasAttribute(name))
    .map(({ name }) => `lacks the attribute ${name}`);
  const present = [...element.attributes].filter(
    ({ namespaceURI }) => namespaceURI !== xmlnsNamespace && namespaceURI !== instanceNamespace,
  );
  const wrong = present.flatMap(({ name, value }) => {
    const attribute = known.find((one) => one.name === name);
    if (attribute === undefined) return [`has an unknown attribute ${name}`];
    const wanted = textFault(attribute.kind, value);
    return wanted === undefined ? [] : [`${name} must be ${wanted}`];
  });
  return [...missing, ...wrong];
}

function textFaults(element: Element, rule: TypeRule): readonly string[] {
  const own = [...element.childNodes]
    .filter((node) => node.nodeType === node.TEXT_NODE || node.nodeType === node.CDATA_SECTION_NODE)
    .map((node) => node.nodeValue ?? '')
    .join('')
    .trim();
  if (rule.text === undefined) return own === '' ? [] : ['must have no text of its own'];
  const wanted = textFault(rule.text, own);
  return wanted === undefined ? [] : [`must be ${wanted}`];
}

/** Pairs children with the rules; the place in the rules may only move forward. */
function matchChildren(
  element: Element,
  rules: readonly ChildRule[],
): { readonly matched: readonly (readonly [Element, ChildRule])[]; readonly faults: readonly string[] } {
  const matched: (readonly [Element, ChildRule])[] = [];
  const faults: string[] = [];
  let reached = 0;
  for (const child of childElements(element)) {
    const index = rules.findIndex((rule) => isCalled(child, rule, element));
    const rule = rules[index];
    if (rule === undefined) faults.push(`<${child.tagName}> is not known here`);
    else if (index < reached) faults.push(`<${child.tagName}> must come before <${rules[reached]?.name ?? ''}>`);
    else if (!rule.canRepeat && matched.some(([, other]) => other === rule)) {
      faults.push(`<${child.tagName}> stands here twice`);
    } else {
      matched.push([child, rule]);
      reached = index;
    }
  }
  const absent = rules.filter(
    (rule) => rule.isRequired && !childElements(element).some((child) => isCalled(child, rule, element)),
  );
  return { matched, faults: [...faults, ...absent.map(({ name }) => `lacks <${name}>`)] };
}

function isCalled(child: Element, rule: ChildRule, parent: Element): boolean {
  const wanted = rule.prefix === undefined ? parent.namespaceURI : namespaceFor(rule.prefix);
  return child.localName === rule.name && child.namespaceURI === wanted;
}
