// The task pane: binds the models to the views.
import { useState, type ReactElement } from 'react';
import {
  AppFrame,
  CallsPage,
  ContactsPage,
  DialPadPage,
  PageBoundary,
  SpeedDialsPage,
  type Surroundings,
} from '#shared/app';
import type { AppModel, ItemModel, Readable } from '#shared/models';
import type { AppPage } from '#shared/ui';
import { ItemPage } from './ItemPage.tsx';

/** Properties of the pane. */
export interface TaskPaneProps {
  readonly model: AppModel;
  readonly item: ItemModel;
  readonly surroundings: Readable<Surroundings>;
  readonly onOpenLink: (url: string) => boolean;
  /** The first useful paint is on the screen. */
  readonly onPainted: () => void;
  readonly onRetry: () => void;
}

const pages: readonly AppPage[] = ['item', 'speedDials', 'calls', 'contacts', 'dialPad'];

/** The whole pane. */
export function TaskPane({ item, onOpenLink, ...frame }: TaskPaneProps): ReactElement {
  const [page, setPage] = useState<AppPage>('item');
  return (
    <AppFrame {...frame} pages={pages} page={page} onPageChange={setPage}>
      <PageBoundary key={page}>
        <Page page={page} model={frame.model} item={item} onOpenLink={onOpenLink} />
      </PageBoundary>
    </AppFrame>
  );
}

interface PageProps {
  readonly page: AppPage;
  readonly model: AppModel;
  readonly item: ItemModel;
  readonly onOpenLink: (url: string) => boolean;
}

function Page({ page, model, item, onOpenLink }: PageProps): ReactElement | null {
  switch (page) {
    case 'calls':
      return <CallsPage model={model} />;
    case 'contacts':
      return <ContactsPage model={model} />;
    case 'dialPad':
      return <DialPadPage model={model} />;
    // The pane has no page of its own to come home to: the item is home.
    case 'home':
    case 'item':
      return <ItemPage item={item} onOpenLink={onOpenLink} />;
    case 'speedDials':
      return <SpeedDialsPage model={model} />;
    // Outlook shows meetings itself; voicemail and settings are in the tab.
    case 'meetings':
    case 'voicemail':
    case 'settings':
      return null;
  }
}
