// Hands a file to the person: the browser keeps it where it keeps downloads.

/** Long enough for any browser to have taken the file over. */
const keptMs = 60_000;

/** Saves `content` under `name`. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.style.display = 'none';
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, keptMs);
}
