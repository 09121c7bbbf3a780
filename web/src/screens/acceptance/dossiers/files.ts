// The files of a dossier: their folders, those to begin with, those that are looked for.
import type { Dossier } from '@/api/types';

export type DossierFile = Dossier['files'][number];

/** What a reader opens first, as far as it is there, in this order. */
const kFirst = ['目录.xlsx', '自查报告.pdf', '自查报告.docx', 'README.txt'];
export const firstOf = (files: readonly DossierFile[]): DossierFile[] =>
  kFirst.flatMap((name) => files.filter((file) => file.name === name));

/** "台账/目标.xlsx" -> "台账"; "": beside the folders. */
export const folderOf = (name: string): string =>
  name.includes('/') ? name.slice(0, name.indexOf('/')) : '';
export const foldersOf = (files: readonly DossierFile[]): string[] =>
  [...new Set(files.map((file) => folderOf(file.name)))].filter(Boolean);

/** By words of the name or the beginning of a hash. */
export function filesLike(files: readonly DossierFile[], words: string, folder: string): DossierFile[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return files.filter((file) => {
    if (folder && folderOf(file.name) !== folder) return false;
    const name = file.name.toLowerCase();
    return wanted.every((word) => name.includes(word) || file.sha256.startsWith(word));
  });
}
