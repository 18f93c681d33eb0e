// Cleans a problem report before it is kept: numbers, mails and secrets masked, and an image that is what it says.
import type { Report } from '#shared/contracts';
import { maskReport } from '#shared/domain/masking';
import { AppError } from '#shared/errors';

type Image = NonNullable<Report['image']>;

/** Facts of an app are a handful. */
const mostFacts = 40;
const firstCharacters = 16;
/** How files begin: PNG (RFC 2083 3.1), JPEG (T.81 B.1.1.3), WebP (RFC 9649 2.4; four bytes of length between). */
const beginnings: Readonly<Record<Image['type'], RegExp>> = {
  'image/png': /^89504e470d0a1a0a/,
  'image/jpeg': /^ffd8ff/,
  'image/webp': /^52494646.{8}57454250/,
};

/** The report as it may be kept; pure. Throws `input.invalid` (facts: paths). */
export function cleanReport(report: Report): Report {
  const { app, image } = report;
  if (Object.keys(app).length > mostFacts) throw invalid('app');
  if (image !== undefined && !isWhatItSays(image)) throw invalid('image.data');
  return maskReport(report);
}

function isWhatItSays({ type, data }: Image): boolean {
  return beginnings[type].test(Buffer.from(data.slice(0, firstCharacters), 'base64').toString('hex'));
}

function invalid(path: string): AppError {
  return new AppError('input.invalid', 'a report that cannot be kept as it is', { facts: { paths: [path] } });
}
