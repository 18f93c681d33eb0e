// Keeps a page that cannot be shown (its script could not be fetched, or it failed) from taking the frame with it.
import { Component, Suspense, type ReactElement, type ReactNode } from 'react';
import { ErrorState } from '#shared/ui';

/** Properties of the boundary; give it the page's name as `key`, so that each page begins anew. */
export interface PageBoundaryProps {
  readonly children: ReactNode;
  /** @default loads the app anew: a script that failed is not asked for again */
  readonly onRetry?: () => void;
}

interface State {
  readonly hasFailed: boolean;
}

/** The page, nothing while it is fetched, or the fault. */
export class PageBoundary extends Component<PageBoundaryProps, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override render(): ReactElement {
    const { children, onRetry = reload } = this.props;
    if (this.state.hasFailed) return <ErrorState code="service.unavailable" onRetry={onRetry} />;
    return <Suspense fallback={null}>{children}</Suspense>;
  }
}

function reload(): void {
  location.reload();
}
