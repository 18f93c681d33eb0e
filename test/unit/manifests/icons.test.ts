// Tells that the committed icons have the sizes their names and the manifests promise.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packagedIcons, servedIcons } from '../../../manifests/icons/iconFiles.ts';
import { readPngSize } from '../../../manifests/icons/readPngSize.ts';

const dir = path.resolve(import.meta.dirname, '../../../manifests/icons');
const icons = [...packagedIcons, ...servedIcons].map((icon) => [icon.name, icon] as const);

describe('icons', () => {
  describe('when an icon is listed', () => {
    it.each(icons)('is there as a PNG of the right size: %s', (name, { sizePx, drawing }) => {
      expect(readPngSize(readFileSync(path.join(dir, name)))).toEqual({ width: sizePx, height: sizePx });
      expect(existsSync(path.join(dir, `${drawing}.svg`))).toBe(true);
    });

    it('has the sizes Outlook and Teams ask for', () => {
      expect(servedIcons.map(({ sizePx }) => sizePx)).toEqual(expect.arrayContaining([16, 32, 64, 80, 128]));
      expect(packagedIcons.map(({ name, sizePx }) => [name, sizePx])).toEqual([
        ['color.png', 192],
        ['outline.png', 32],
        ['color32x32.png', 32],
      ]);
    });
  });

  describe('when bytes are no PNG', () => {
    it.each([
      ['nothing', ''],
      ['another format', 'GIF89a, and then some more bytes'],
      ['only the signature', '\x89PNG\r\n\x1a\n'],
      ['another first chunk', '\x89PNG\r\n\x1a\n\0\0\0\rIDAT\0\0\0\x10\0\0\0\x10'],
    ])('reads no size from %s', (_what, text) => {
      expect(readPngSize(Buffer.from(text, 'latin1'))).toBeUndefined();
    });
  });
});
