/** @jest-environment jsdom */
// The page of the sign-in dialog: leaves for Entra, comes back, tells the pane.
import { runSignInDialog } from '../../../outlook-addin/host/index.ts';
import { OfficeFake } from '../../support/OfficeFake.ts';

const msal = {
  handleRedirectPromise: jest.fn<Promise<unknown>, []>(),
  acquireTokenRedirect: jest.fn<Promise<void>, [{ readonly scopes: readonly string[] }]>(),
};
const created: { readonly auth: { readonly redirectUri: string } }[] = [];
jest.mock('@azure/msal-browser', () => ({
  createStandardPublicClientApplication: async (config: (typeof created)[number]) => {
    created.push(config);
    return msal;
  },
}));

const options = { clientId: 'client', authority: 'https://login.example.com/tenant', scope: 'api://x/access_as_user' };

describe('runSignInDialog', () => {
  let office: OfficeFake;
  beforeEach(() => {
    office = new OfficeFake();
    Object.assign(globalThis, { Office: office.office });
    msal.handleRedirectPromise.mockReset();
    msal.acquireTokenRedirect.mockReset().mockResolvedValue();
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'Office');
  });

  it('leaves for Entra, to come back to this page without what Office put behind it', async () => {
    msal.handleRedirectPromise.mockResolvedValue(null);
    await runSignInDialog(options);
    expect(msal.acquireTokenRedirect.mock.calls[0]?.[0].scopes).toEqual(['api://x/access_as_user']);
    expect(created.at(-1)?.auth.redirectUri).toBe(location.origin + location.pathname);
    expect(office.told).toEqual([]);
  });

  it('hands the token to the pane when it is back', async () => {
    msal.handleRedirectPromise.mockResolvedValue({ accessToken: 'a.b.c' });
    await runSignInDialog(options);
    expect(office.told).toEqual(['{"token":"a.b.c"}']);
    expect(msal.acquireTokenRedirect).not.toHaveBeenCalled();
  });

  it('tells the pane why it failed', async () => {
    msal.handleRedirectPromise.mockRejectedValue(new Error('AADSTS65001'));
    await runSignInDialog(options);
    expect(office.told).toEqual(['{"error":"AADSTS65001"}']);
  });

  it('does nothing outside a dialog of Office', async () => {
    Reflect.deleteProperty(globalThis, 'Office');
    await runSignInDialog(options);
    expect(msal.handleRedirectPromise).not.toHaveBeenCalled();
  });
});
