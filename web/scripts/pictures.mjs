// The pictures of the documentation: those that the stories took, copied from build/stories/pictures.
// `npm run stories` first; sharp eyes after.
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const from = join(root, 'build/stories/pictures');
const to = join(root, 'docs/pictures');
const kMostBytes = 250_000;
// Ours by the stories' name, so that a picture that is no longer taken is missed at once.
const wanted = {
  board: 'board',
  today: 'today-unit',
  target: 'target',
  import: 'import-rows',
  record: 'record',
  paper: 'paper-draft',
  matter: 'matter-split',
};

mkdirSync(to, { recursive: true });
for (const [name, story] of Object.entries(wanted)) {
  const file = join(from, `${story}.png`);
  if (!existsSync(file)) throw new Error(`no story took ${story}.png: run npm run stories first`);
  if (statSync(file).size > kMostBytes) throw new Error(`${story}.png is larger than ${kMostBytes} bytes`);
  copyFileSync(file, join(to, `${name}.png`));
}
