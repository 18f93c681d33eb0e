// Room entry: the files of office.js as the sandbox's Outlook serves them.
export { officeFile, officeFilesPath, type OfficeFile } from './officeFiles.ts';
