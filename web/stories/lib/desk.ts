// A desk of its own for each story: a simulated store, the real server, demo accounts, a temporary folder.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const root = resolve(import.meta.dirname, '../../..');
export const shian = process.env.SHIAN ?? join(root, 'build/release/shian');
export const kDemoPassword = 'shian-demo-2022';
const pack = join(root, 'packs/yueqing');

export function run(...args: string[]): string {
  return execFileSync(shian, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A twentieth of a simulated year with its demo accounts: made once for a build of the program, then copied. */
function template(): string {
  const of = createHash('sha256').update(readFileSync(shian)).digest('hex').slice(0, 16);
  const folder = join(root, 'build/stories');
  const made = join(folder, `${of}.db`);
  if (existsSync(made)) return made;
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, 'new-'));
  const store = `sqlite:${join(work, 'store.db')}`;
  const year = join(work, 'year');
  run('simulate', '--pack', pack, '--out', year, '--seed', '1', '--year', '2022', '--scale', '0.05');
  run('init', '--store', store, '--pack', pack);
  for (const line of readFileSync(join(year, 'order.txt'), 'utf8').trim().split('\n')) {
    const [register, file] = line.split('\t') as [string, string];
    run('import', '--store', store, register, join(year, file));
  }
  run('account', '--store', store, '--demo');
  renameSync(join(work, 'store.db'), made);
  rmSync(work, { recursive: true });
  return made;
}

export class Desk {
  private constructor(
    readonly address: string,
    readonly folder: string,
    private readonly server: ChildProcess,
  ) {}

  get store(): string {
    return `sqlite:${join(this.folder, 'store.db')}`;
  }

  static async start(...options: string[]): Promise<Desk> {
    const folder = mkdtempSync(join(tmpdir(), 'shian-story-'));
    copyFileSync(template(), join(folder, 'store.db'));
    const web = join(root, 'web/dist');
    const server = spawn(
      shian,
      ['serve', '--store', `sqlite:${join(folder, 'store.db')}`, '--port', '0', '--web', web, ...options],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const lines = createInterface({ input: server.stdout! });
    const address = await new Promise<string>((told, failed) => {
      lines.once('line', told);
      server.once('exit', (code) => failed(new Error(`shian serve ended (${code})`)));
    });
    return new Desk(address.trim().replace(/\/$/, ''), folder, server);
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.server.once('exit', done));
    this.server.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
