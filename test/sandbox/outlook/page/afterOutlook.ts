// Runs after Microsoft's Outlook file: this machine's http host counts as trusted, and the host's theme reaches the add-in.

(() => {
  interface RawContext {
    readonly _officeTheme?: unknown;
  }

  interface Helper {
    readonly _webAppState: { readonly clientEndPoint: { readonly _targetUrl: string; _hostTrustCheckStatus: number } };
    readonly _appContext: RawContext;
    checkReceiverOriginAndRun(this: Helper, run: () => void): void;
    prepareApiSurface(this: Helper, context: { _officeTheme?: unknown }): void;
  }

  interface OfficeGlobals {
    readonly OSF: { readonly InitializationHelper: { readonly prototype: Helper } };
    readonly Microsoft: {
      readonly Office: { readonly Common: { readonly HostTrustStatus: { readonly trusted: number } } };
    };
  }

  const { OSF, Microsoft } = window as unknown as OfficeGlobals;
  const helper = OSF.InitializationHelper.prototype;
  const { checkReceiverOriginAndRun, prepareApiSurface } = helper;

  helper.checkReceiverOriginAndRun = function (run) {
    const { clientEndPoint } = this._webAppState;
    if (new URL(clientEndPoint._targetUrl).hostname === 'localhost') {
      clientEndPoint._hostTrustCheckStatus = Microsoft.Office.Common.HostTrustStatus.trusted;
    }
    checkReceiverOriginAndRun.call(this, run);
  };
  // The hosted office.js gives Office.context.officeTheme in Outlook on the web (Mailbox 1.14); this build drops it.
  helper.prepareApiSurface = function (context) {
    context._officeTheme ??= this._appContext._officeTheme;
    prepareApiSurface.call(this, context);
  };
})();
