// The page of the speed dials: the grid, and what adds to it, changes it, fills it from a file and writes it to one.
import { Button, Spinner, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { ArrowExportRegular } from '@fluentui/react-icons/svg/arrow-export';
import { ArrowImportRegular } from '@fluentui/react-icons/svg/arrow-import';
import { StarRegular } from '@fluentui/react-icons/svg/star';
import { useRef, useState, type ReactElement } from 'react';
import type { SpeedDialGroup } from '#shared/contracts';
import { tableSeparator } from '#shared/i18n';
import { writeSpeedDialsCsv, type CsvTitles } from '#shared/models';
import {
  EmptyState,
  ErrorState,
  GroupForm,
  SpeedDialForm,
  SpeedDialGrid,
  SpeedDialImport,
  useModel,
  useTranslator,
  type SpeedDialEntry,
} from '#shared/ui';
import type { PageProps } from '../lazyPages.tsx';
import { saveFile } from '../saveFile.ts';
import { goodRows, previewRows, readSpeedDialsFile, type SpeedDialsFile } from '../speedDialsFile.ts';

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  hint: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** What stands open above the page. */
type Opened =
  | { readonly kind: 'entry'; readonly entry: SpeedDialEntry }
  | { readonly kind: 'group'; readonly group: SpeedDialGroup }
  | { readonly kind: 'import'; readonly file: SpeedDialsFile };

type Open = (opened: Opened | undefined) => void;

const nobody: Opened = { kind: 'entry', entry: { label: '', number: '' } };

/** The page. */
export function SpeedDialsPage({ model }: PageProps): ReactElement {
  const styles = useStyles();
  const { t } = useTranslator();
  const { phase, isWaiting } = useModel(model.speedDials);
  const [opened, open] = useState<Opened>();
  return (
    <>
      <Tools model={model} open={open} />
      {phase === 'failed' && isWaiting && <p className={styles.hint}>{t('speedDials.waiting')}</p>}
      <List model={model} open={open} />
      {opened !== undefined && <OpenForm model={model} opened={opened} open={open} />}
    </>
  );
}

function Tools({ model, open }: PageProps & { readonly open: Open }): ReactElement {
  const styles = useStyles();
  const { t, language } = useTranslator();
  const { list } = useModel(model.speedDials);
  const file = useRef<HTMLInputElement>(null);
  const titles = useTitles();
  const read = async (chosen: File | undefined): Promise<void> => {
    if (chosen !== undefined) open({ kind: 'import', file: await readSpeedDialsFile(chosen, titles) });
  };
  return (
    <div className={styles.tools}>
      <Button
        appearance="primary"
        icon={<AddRegular />}
        onClick={() => {
          open(nobody);
        }}
      >
        {t('speedDials.add')}
      </Button>
      <input
        ref={file}
        type="file"
        accept=".csv,.txt,.tsv,text/csv"
        hidden
        aria-label={t('speedDials.import')}
        onChange={({ currentTarget }) => {
          void read(currentTarget.files?.[0]);
          // The same file may be chosen again, corrected.
          currentTarget.value = '';
        }}
      />
      <Button icon={<ArrowImportRegular />} onClick={() => file.current?.click()}>
        {t('speedDials.import')}
      </Button>
      {list.items.length > 0 && (
        <Button
          icon={<ArrowExportRegular />}
          onClick={() => {
            const text = writeSpeedDialsCsv(list, titles, tableSeparator(language));
            saveFile('speed-dials.csv', new Blob([text], { type: 'text/csv;charset=utf-8' }));
          }}
        >
          {t('speedDials.export')}
        </Button>
      )}
    </div>
  );
}

function List({ model, open }: PageProps & { readonly open: Open }): ReactElement | null {
  const { t } = useTranslator();
  const { speedDials } = model;
  const { phase, isKnown, list, lineStates, error } = useModel(speedDials);
  if (list.items.length > 0 || list.groups.length > 0) {
    return (
      <SpeedDialGrid
        list={list}
        lineStates={lineStates}
        onMove={speedDials.move}
        onEdit={(entry) => {
          open({ kind: 'entry', entry });
        }}
        onRemove={({ id }) => {
          speedDials.remove(id);
        }}
        onRenameGroup={(group) => {
          open({ kind: 'group', group });
        }}
        onRemoveGroup={({ id }) => {
          speedDials.removeGroup(id);
        }}
        onMoveGroup={({ id }, step) => {
          speedDials.moveGroup(id, step);
        }}
      />
    );
  }
  if (phase === 'failed' && error !== undefined && !isKnown)
    return <ErrorState code={error} onRetry={speedDials.wake} />;
  if (phase === 'loading' && !isKnown) return <Spinner label={t('app.loading')} />;
  if (!isKnown) return null;
  return (
    <EmptyState icon={<StarRegular aria-hidden />} title={t('speedDials.empty')} hint={t('speedDials.emptyHint')} />
  );
}

function OpenForm({ model, opened, open }: PageProps & { readonly opened: Opened; readonly open: Open }): ReactElement {
  const { speedDials } = model;
  const { list } = useModel(speedDials);
  const close = (): void => {
    open(undefined);
  };
  const does = (act: () => void): void => {
    act();
    close();
  };
  switch (opened.kind) {
    case 'entry':
      return (
        <SpeedDialForm
          entry={opened.entry}
          groups={list.groups}
          onSave={(entry) => {
            does(() => {
              speedDials.put(entry);
            });
          }}
          onClose={close}
        />
      );
    case 'group':
      return (
        <GroupForm
          group={opened.group}
          onSave={(label) => {
            does(() => {
              speedDials.renameGroup(opened.group.id, label);
            });
          }}
          onClose={close}
        />
      );
    case 'import': {
      const { rows, problem } = opened.file;
      return (
        <SpeedDialImport
          rows={previewRows(rows, list)}
          {...(problem !== undefined && { problem })}
          onImport={() => {
            does(() => {
              speedDials.addAll(goodRows(rows).map(({ draft }) => draft));
            });
          }}
          onClose={close}
        />
      );
    }
  }
}

function useTitles(): CsvTitles {
  const { t } = useTranslator();
  return { label: t('speedDials.label'), number: t('speedDials.number'), group: t('speedDials.group') };
}
