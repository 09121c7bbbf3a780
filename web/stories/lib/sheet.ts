// Tables as people send them: made by LibreOffice, or in the encoding of an old program.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A row of cells; a cell over several columns says how many: ['合计', 3]. */
export type Cells = (string | [text: string, columns: number])[];

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** An XLSX that LibreOffice made: dates that it knew are dates, numbers numbers, the rest is text. */
export function madeByLibreOffice(name: string, rows: Cells[]): Upload {
  const folder = mkdtempSync(join(tmpdir(), 'shian-sheet-'));
  try {
    const cells = (row: Cells): string =>
      row
        .map((cell) =>
          typeof cell === 'string'
            ? `<td>${escaped(cell)}</td>`
            : `<td colspan="${cell[1]}">${escaped(cell[0])}</td>`,
        )
        .join('');
    const table = rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n');
    writeFileSync(
      join(folder, 'table.html'),
      `<html><head><meta charset="utf-8"></head><body><table>${table}</table></body></html>`,
    );
    const profile = pathToFileURL(join(folder, 'profile')).href; // of its own: LibreOffice runs once a profile
    execFileSync(
      'soffice',
      [
        '--headless',
        `-env:UserInstallation=${profile}`,
        '--infilter=HTML (StarCalc)',
        '--convert-to',
        'xlsx',
        '--outdir',
        folder,
        join(folder, 'table.html'),
      ],
      { stdio: 'ignore', timeout: 120_000 },
    );
    return {
      name,
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: readFileSync(join(folder, 'table.xlsx')),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A CSV as an old Chinese program writes it: GB18030, CRLF. */
export function inGb18030(name: string, rows: string[][]): Upload {
  const text = rows.map((row) => row.map((cell) => `"${cell.replace(/"/g, '""')}"`).join(',')).join('\r\n');
  const buffer = execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text });
  return { name, mimeType: 'text/csv', buffer };
}
