// Documents from PBXs: what is read, what is refused.
import fc from 'fast-check';
import { childOf, parseXml, textAt } from '../../../../../bot/pbx/xml/parseXml.ts';

describe('parseXml', () => {
  it('gives local names, whatever the prefix', () => {
    const root = parseXml('<a:x xmlns:a="urn:one" a:id="7"><a:y> 1 &amp; <![CDATA[2]]> </a:y></a:x>');
    expect(root).toMatchObject({ name: 'x', namespace: 'urn:one', attributes: { id: '7' } });
    expect(textAt(root ?? undefined, 'y')).toBe('1 & 2');
    expect(childOf(root ?? undefined, 'z')).toBeUndefined();
  });

  it.each([
    ['a DTD', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['an unknown entity', '<a>&b;</a>'],
    ['an open element', '<a><b></a>'],
    ['an undeclared prefix', '<p:a/>'],
    ['nothing', ''],
    ['text only', 'hello'],
    ['two roots', '<a/><b/>'],
    ['a depth of 65', '<a>'.repeat(65) + '</a>'.repeat(65)],
  ])('refuses %s', (_what, text) => {
    expect(parseXml(text)).toBeNull();
  });

  it('refuses what is too large', () => {
    expect(parseXml(`<a>${'x'.repeat(100)}</a>`, { maxChars: 100 })).toBeNull();
    expect(parseXml('<a><b/><b/></a>', { maxNodes: 2 })).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[<>a-c"'&;!\[\]?/= -]{0,60}$/), (text) => {
        parseXml(text);
        return true;
      }),
      { numRuns: 2000 },
    );
  });
});
