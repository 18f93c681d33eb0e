// HTML reduced to text: what a reader sees, and where its links stand.
import fc from 'fast-check';
import { htmlToText } from '#shared/domain/number';
import { anyCharacter } from '../../../../support/anyCharacter.ts';

describe('htmlToText', () => {
  describe('when HTML is reduced', () => {
    it.each([
      ['<p>One</p><p>two</p>', 'One\ntwo'],
      ['a<br>b<br/>c', 'a\nb\nc'],
      ['  a \r\n  <b>b</b>\t c ', 'a b c'],
      ['<tr><td>Tel</td><td>1</td></tr><tr><td>Fax</td></tr>', 'Tel 1\nFax'],
      ['x<script>var a = "</p>";</script>y<style>p{}</STYLE >z', 'xyz'],
      ['<head><title>no</title><body>yes', 'yes'],
      ['a<!-- <p>no</p> -->b<!DOCTYPE html><?xml version="1.0"?>c', 'abc'],
      ['3 < 4 && 5 > 4', '3 < 4 && 5 > 4'],
      ['&eacute;&#233;&#xE9;&amp;&lt;&gt;&nbsp;&euro;', 'ééé&<>\u00a0€'],
      ['&unknown; &#0; &#xD800; &#1114112; &#7; &copy', '&unknown; \ufffd \ufffd \ufffd &copy'],
      ["<p title='a>b'>c</p><p don't>d</p>", 'c\nd'],
      ['a<a href="x', 'a'],
      ['a<script>b', 'a'],
    ])('makes of %j %j', (html, text) => {
      expect(htmlToText(html).text).toBe(text);
    });
  });

  describe('when HTML holds links', () => {
    it('tells where they lead and which text they stand behind', () => {
      const { text, links } = htmlToText(
        'See <a class=x HREF = "https://example.com/?a=1&amp;b=2"><b>this</b> page</a> or <a href=tel:1>that</a>.',
      );
      expect(links.map(({ href, start, end }) => [href, text.slice(start, end)])).toEqual([
        ['https://example.com/?a=1&b=2', 'this page'],
        ['tel:1', 'that'],
      ]);
    });

    it('leaves parameters alone that read like entities', () => {
      const [link] = htmlToText('<a href="https://example.com/?a=1&sect=2&copy=3">x</a>').links;
      expect(link?.href).toBe('https://example.com/?a=1&sect=2&copy=3');
    });

    it('takes no link from a data attribute or the text of another', () => {
      expect(htmlToText('<a data-href="x" title=" href=y">z</a>').links).toEqual([]);
    });
  });

  it('stops at the length asked for and says so', () => {
    expect(htmlToText('<p>abcdef</p><p>ghi</p>', 4)).toEqual({ text: 'abcd', links: [], isCut: true });
    expect(htmlToText('<p>abcd</p>', 4).isCut).toBe(false);
  });

  it('answers about any input with links inside its text', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '=',
      '/',
      '<a href=',
      '</a>',
      '<!--',
      '-->',
      '<script>',
      '&#',
      ';',
      ' ',
    );
    const html = fc.array(fc.oneof(pieces, fc.string({ unit: anyCharacter, maxLength: 8 })), { maxLength: 60 });
    fc.assert(
      fc.property(html, (parts) => {
        const { text, links } = htmlToText(parts.join(''));
        for (const { start, end } of links) expect(0 <= start && start <= end && end <= text.length).toBe(true);
      }),
    );
  });
});
