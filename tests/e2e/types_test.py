"""The screens' types are the API's shapes: web/src/api/schema.d.ts is what `npm run types` makes now."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from support import Checks, ROOT, SHIAN

checks = Checks()
web = os.path.join(ROOT, "web")
with_node = os.path.join(ROOT, "scripts/with-node")
if not os.path.isdir(os.path.join(web, "node_modules/openapi-typescript")):
    subprocess.run([with_node, "npm", "ci", "--no-audit", "--no-fund"], cwd=web, check=True, stdout=sys.stderr)
made = subprocess.run([with_node, "node", "scripts/types.mjs", "--check"], cwd=web, capture_output=True, text=True, env={**os.environ, "SHIAN": SHIAN})
checks.equal((made.returncode, made.stderr), (0, ""), "the types are current")
checks.close()
