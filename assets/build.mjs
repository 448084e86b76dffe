// Bundles the pages' one style sheet and one script into the Python package, and keeps their weight in bounds.
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { compile } from "sass";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "src/banshi/kernel/ui/assets");
const target = join(root, "src/banshi/kernel/ui/static/banshi/dist");
const LIMIT_KB = 90;

const scss = {
  name: "scss",
  setup(bundle) {
    bundle.onLoad({ filter: /\.scss$/ }, ({ path }) => ({
      contents: compile(path, {
        loadPaths: [join(root, "node_modules")],
        quietDeps: true,
        silenceDeprecations: ["import"],
      }).css,
      loader: "css",
    }));
  },
};

await mkdir(target, { recursive: true });
await build({
  entryPoints: { app: join(source, "app.js"), passkey: join(source, "passkey.js") },
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome90", "firefox90", "safari14"],
  outdir: target,
  nodePaths: [join(root, "node_modules")],
  legalComments: "none",
});
await build({
  entryPoints: { app: join(source, "app.css") },
  bundle: true,
  minify: true,
  target: ["chrome90", "firefox90", "safari14"],
  outdir: target,
  plugins: [scss],
  legalComments: "none",
});

let total = 0;
for (const name of ["app.css", "app.js"]) {
  const size = gzipSync(await readFile(join(target, name))).length / 1024;
  total += size;
  console.log(`${name.padEnd(8)} ${size.toFixed(1)} KB gzip`);
}
if (total > LIMIT_KB) {
  console.error(`Together ${total.toFixed(1)} KB gzip: more than the ${LIMIT_KB} KB a page may weigh.`);
  process.exit(1);
}
