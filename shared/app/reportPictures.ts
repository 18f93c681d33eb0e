// Makes pictures for problem reports: small enough to send, without what cameras write into files (place, device).
import type { ReportImage } from '#shared/models';

const longestSidePx = 1_600;
const smallestSidePx = 400;
const quality = 0.85;
/** The contract takes 2 MB of base64 text. */
const longestData = 2_000_000;
/** After the person's choice the browser's own window is still closing. */
const settleMs = 400;

/** A picture of `file`, drawn anew; undefined: it is none. */
export async function readPicture(file: Blob): Promise<ReportImage | undefined> {
  if (!/^image\/(?:png|jpeg|webp)$/u.test(file.type)) return undefined;
  const bitmap = await createImageBitmap(file);
  try {
    return draw(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

/** A picture of what the person chooses to show; undefined where the host does not let us ask. */
export const takePicture: (() => Promise<ReportImage | undefined>) | undefined = canAsk() ? take : undefined;

async function take(): Promise<ReportImage | undefined> {
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false });
  // The open dialog would stand before what the person wants to show.
  const dialogs = [...document.querySelectorAll<HTMLElement>('dialog[open]')];
  try {
    for (const { style } of dialogs) style.visibility = 'hidden';
    const video = document.createElement('video');
    video.srcObject = stream;
    video.muted = true;
    await video.play();
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    return draw(video, video.videoWidth, video.videoHeight);
  } finally {
    for (const { style } of dialogs) style.visibility = '';
    for (const track of stream.getTracks()) track.stop();
  }
}

function draw(source: CanvasImageSource, width: number, height: number): ReportImage | undefined {
  for (let side = longestSidePx; side >= smallestSidePx; side /= 2) {
    const scale = Math.min(1, side / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext('2d');
    if (context === null) return undefined;
    // JPEG knows no transparency: what is see-through would be black.
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const [, data = ''] = canvas.toDataURL('image/jpeg', quality).split(',');
    if (data !== '' && data.length <= longestData) return { type: 'image/jpeg', data };
  }
  return undefined;
}

interface PolicyDocument {
  /** Chromium only; other browsers refuse when they are asked. */
  readonly featurePolicy?: { allowsFeature(name: string): boolean };
}

/** Teams and Outlook frame us: the browser asks the person only where the frame may ask at all. */
function canAsk(): boolean {
  const { featurePolicy } = document as PolicyDocument;
  const devices: Partial<MediaDevices> | undefined = (navigator as Partial<Navigator>).mediaDevices;
  return devices?.getDisplayMedia !== undefined && featurePolicy?.allowsFeature('display-capture') !== false;
}
