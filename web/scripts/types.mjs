// The API's shapes as TypeScript: `shian openapi --shapes` -> src/api/schema.d.ts.
//   node scripts/types.mjs            writes the file
//   node scripts/types.mjs --check    exit 1 when the file is not current
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const file = at('src/api/schema.d.ts');
const shian = process.env.SHIAN ?? at('../build/release/shian');

const document = execFileSync(shian, ['openapi', '--shapes']);
const types = await openapiTS(document, {
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  rootTypesKeepCasing: true,
});
const head = '// Made by `npm run types` from the API\'s shapes (src/api/shapes); not to be changed by hand.\n\n';
const wanted = await prettier.format(head + astToString(types), {
  ...(await prettier.resolveConfig(file)),
  filepath: file,
});

if (!process.argv.includes('--check')) {
  writeFileSync(file, wanted);
} else if (readFileSync(file, 'utf8') !== wanted) {
  console.error('src/api/schema.d.ts is not current: npm run types');
  process.exit(1);
}
