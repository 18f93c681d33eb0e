// The facts which the tests of the manifests share.
import { completeFacts, type PackageFacts, type PackageWishes } from '../../../manifests/packageFacts.ts';

/** Client id of the tests. */
export const clientId = '11111111-1111-4111-8111-111111111111';

/** Complete facts, changed where a test says so. */
export function someFacts(changes: Partial<PackageWishes> = {}): PackageFacts {
  const page = 'https://phone.example.com/tab/';
  return completeFacts({
    domain: 'phone.example.com',
    clientId,
    botId: '22222222-2222-4222-8222-222222222222',
    name: 'Hookswitch',
    version: '1.2.3',
    websiteUrl: page,
    privacyUrl: page,
    termsUrl: page,
    ...changes,
  });
}
