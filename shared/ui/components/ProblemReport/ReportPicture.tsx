// A picture for a problem report: of the screen where the host allows it, else a file or what was copied.
import { Button } from '@fluentui/react-components';
import { CameraRegular } from '@fluentui/react-icons/svg/camera';
import { ImageRegular } from '@fluentui/react-icons/svg/image';
import { useRef, useState, type ClipboardEvent, type ReactElement } from 'react';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useProblemReportStyles } from './ProblemReport.styles.ts';
import type { ReportImageView, ReportPictures } from './ProblemReport.types.ts';

/** Properties of the picture. */
export interface ReportPictureProps {
  readonly image: ReportImageView | undefined;
  readonly pictures: ReportPictures;
  readonly onChange: (change: { readonly image: ReportImageView | undefined }) => void;
}

/** `data:` because the page's policy lets nothing else in. */
export function imageUrl({ type, data }: ReportImageView): string {
  return `data:${type};base64,${data}`;
}

/** The picture, or the ways to one. */
export function ReportPicture({ image, pictures, onChange }: ReportPictureProps): ReactElement {
  const styles = useProblemReportStyles();
  const { t } = useTranslator();
  const [hasFailed, setFailed] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const attach = async (picture: Promise<ReportImageView | undefined>): Promise<void> => {
    const made = await picture.catch(() => undefined);
    setFailed(made === undefined);
    if (made !== undefined) onChange({ image: made });
  };
  const { take } = pictures;
  if (image !== undefined) return <Chosen image={image} onRemove={() => onChange({ image: undefined })} />;
  const onPaste = (event: ClipboardEvent): void => {
    const pasted = [...event.clipboardData.files].find(({ type }) => type.startsWith('image/'));
    if (pasted !== undefined) void attach(pictures.read(pasted));
  };
  return (
    <div role="group" aria-label={t('report.picture')} className={styles.imageTools} onPaste={onPaste}>
      {take !== undefined && (
        <Button icon={<CameraRegular />} className={styles.action} onClick={() => void attach(take())}>
          {t('report.takePicture')}
        </Button>
      )}
      <Button icon={<ImageRegular />} className={styles.action} onClick={() => file.current?.click()}>
        {t('report.choosePicture')}
      </Button>
      <input
        ref={file}
        hidden
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label={t('report.choosePicture')}
        onChange={({ target }) => {
          const chosen = target.files?.[0];
          target.value = '';
          if (chosen !== undefined) void attach(pictures.read(chosen));
        }}
      />
      <p className={styles.hint} role={hasFailed ? 'alert' : undefined}>
        {t(hasFailed ? 'report.noPicture' : 'report.pastePicture')}
      </p>
    </div>
  );
}

function Chosen(props: { readonly image: ReportImageView; readonly onRemove: () => void }): ReactElement {
  const styles = useProblemReportStyles();
  const { t } = useTranslator();
  return (
    <div className={styles.imageTools}>
      <img src={imageUrl(props.image)} alt={t('report.picture')} className={styles.image} />
      <Button className={styles.action} onClick={props.onRemove}>
        {t('report.removePicture')}
      </Button>
    </div>
  );
}
