// Writes a monorepo of N packages for all the compared tools at once, and beside it what the right answer is.
//
//     node generate.mjs REPOSITORY N [outputs]
//
// With `outputs`, `build` leaves 20 files in `dist`, and one more package, `all`, has a task `check` that needs those of
// all the others and is never cached.
//
// Everything is a function of N: no randomness, no clock, so two machines measure the same tree. REPOSITORY must
// be an empty git repository; this writes the files of its `main` branch and, to standard output, JSON:
//
//     {"packages": N, "files": …, "changed": ["packages/…/src/file-01.js", …], "affected": ["pkg-0001", …]}
//
// `affected` comes from a plain walk of the graph below, not from any of the tools.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILES_PER_PACKAGE = 20;
const LAYERS = 10;
const MAX_DEPENDENCIES = 3;
const SHARE = { least: 0.05, most: 0.1, wanted: 0.075 };

const [repository, count, kind] = process.argv.slice(2);
const withOutputs = kind === 'outputs';
const build = withOutputs ? 'mkdir -p dist && cp package.json src/* dist/' : 'true';
const packages = layered(Number(count));
const change = chooseChange(packages);

for (const file of rootFiles(packages)) {
  write(file.path, file.text);
}
for (const pkg of packages) {
  for (const file of packageFiles(pkg)) {
    write(file.path, file.text);
  }
}
if (withOutputs) {
  const manifest = { ...manifestOf({ name: 'all', dependencies: packages }), scripts: { check: 'true' } };
  write('packages/all/package.json', JSON.stringify(manifest, null, 2) + '\n');
}
process.stdout.write(
  JSON.stringify({
    packages: packages.length,
    files: packages.length * FILES_PER_PACKAGE,
    changed: change.map((pkg) => `${pkg.root}/src/file-01.js`),
    affected: [...closure(change)].map((pkg) => pkg.name).sort(),
  }) + '\n',
);

/** Equal layers; a package depends on up to three of the layer before, picked by fixed strides so that none is left out. */
function layered(n) {
  const width = Math.max(1, Math.floor(n / LAYERS));
  const digits = String(n - 1).length;
  const all = Array.from({ length: n }, (_, i) => {
    const name = `pkg-${String(i).padStart(digits, '0')}`;
    return { name, root: `packages/${name}`, layer: Math.min(LAYERS - 1, Math.floor(i / width)), dependencies: [], dependents: [] };
  });
  all.forEach((pkg, i) => {
    if (pkg.layer === 0) {
      return;
    }
    const below = all.slice((pkg.layer - 1) * width, pkg.layer * width);
    const chosen = new Set();
    for (let k = 0; k <= i % MAX_DEPENDENCIES; k++) {
      chosen.add(below[(i * 7 + k * 13 + pkg.layer) % below.length]);
    }
    pkg.dependencies = [...chosen].sort((a, b) => (a.name < b.name ? -1 : 1));
    pkg.dependencies.forEach((dependency) => dependency.dependents.push(pkg));
  });
  return all;
}

/** Three to six packages of one layer, evenly spread, whose dependents come nearest to the wanted share of all packages. */
function chooseChange(all) {
  let best = null;
  for (let layer = 0; layer < LAYERS; layer++) {
    const candidates = all.filter((pkg) => pkg.layer === layer);
    for (let k = 3; k <= Math.min(6, candidates.length); k++) {
      const chosen = Array.from({ length: k }, (_, j) => candidates[Math.floor((j * candidates.length) / k)]);
      const share = closure(chosen).size / all.length;
      const distance = Math.abs(share - SHARE.wanted);
      if (share >= SHARE.least && share <= SHARE.most && (best === null || distance < best.distance)) {
        best = { chosen, distance };
      }
    }
  }
  if (best === null) {
    console.error(`generate: no change of a few packages affects 5 to 10 percent of ${all.length}: take 30 or more`);
    process.exit(2);
  }
  return best.chosen;
}

function closure(changed) {
  const reached = new Set(changed);
  for (const pkg of reached) {
    pkg.dependents.forEach((dependent) => reached.add(dependent));
  }
  return reached;
}

function rootFiles(all) {
  const json = (value) => JSON.stringify(value, null, 2) + '\n';
  return [
    { path: '.gitignore', text: (withOutputs ? 'dist/\n' : '') + '/node_modules\n/.turbo\n/.nx\n/.lage\nnode_modules/\n.turbo/\n' },
    {
      path: 'package.json',
      text: json({ name: 'bench', version: '1.0.0', private: true, packageManager: 'npm@11.0.0', workspaces: ['packages/*'] }),
    },
    { path: 'package-lock.json', text: json(lockFile(all)) },
    {
      path: 'turbo.json',
      text: json({ $schema: 'https://turborepo.com/schema.json', tasks: turboTasks() }),
    },
    {
      path: 'nx.json',
      text: json({
        defaultBase: 'main',
        neverConnectToCloud: true,
        analytics: false,
        targetDefaults: { build: { dependsOn: ['^build'], cache: true } },
      }),
    },
    { path: 'lage.config.js', text: `module.exports = { pipeline: { build: ['^build'] }, npmClient: 'npm' };\n` },
    { path: 'lerna.json', text: json({ version: 'independent', npmClient: 'npm', packages: ['packages/*'] }) },
    { path: 'components.yaml', text: componentMap(all) },
  ];
}

function turboTasks() {
  return withOutputs
    ? { build: { dependsOn: ['^build'], outputs: ['dist/**'] }, check: { dependsOn: ['^build'], cache: false } }
    : { build: { dependsOn: ['^build'] } };
}

/** What `npm install` would write for these workspaces: links only, nothing from a registry. */
function lockFile(all) {
  const entries = { '': { name: 'bench', version: '1.0.0', workspaces: ['packages/*'] } };
  const last = { name: 'all', root: 'packages/all', dependencies: all };
  for (const pkg of withOutputs ? [...all, last] : all) {
    entries[`node_modules/${pkg.name}`] = { resolved: pkg.root, link: true };
    entries[pkg.root] = { version: '1.0.0', ...dependenciesOf(pkg) };
  }
  return { name: 'bench', version: '1.0.0', lockfileVersion: 3, requires: true, packages: entries };
}

function componentMap(all) {
  const lines = ['version: 1', 'components:'];
  for (const pkg of all) {
    const names = pkg.dependencies.map((dependency) => dependency.name);
    lines.push(`  ${pkg.name}:`, `    root: ${pkg.root}`);
    if (names.length > 0) {
      lines.push(`    dependsOn: [${names.join(', ')}]`);
    }
    const needs = names.length > 0 ? `needs: [${names.map((name) => `${name}/build`).join(', ')}], ` : '';
    const outputs = withOutputs ? 'outputs: [dist/**], ' : '';
    lines.push('    jobs:', `      build: {${needs}${outputs}run: "${build}"}`);
  }
  if (withOutputs) {
    const names = all.map((pkg) => pkg.name).join(', ');
    const needs = all.map((pkg) => `${pkg.name}/build`).join(', ');
    lines.push('  all:', '    root: packages/all', `    dependsOn: [${names}]`);
    lines.push('    jobs:', `      check: {needs: [${needs}], cache: false, run: "true"}`);
  }
  return lines.join('\n') + '\n';
}

function packageFiles(pkg) {
  const manifest = manifestOf(pkg);
  const files = [{ path: `${pkg.root}/package.json`, text: JSON.stringify(manifest, null, 2) + '\n' }];
  for (let i = 1; i < FILES_PER_PACKAGE; i++) {
    const file = `file-${String(i).padStart(2, '0')}`;
    const lines = Array.from({ length: 8 }, (_, j) => `export const value${j} = '${pkg.name}/${file}/${j}';\n`);
    files.push({ path: `${pkg.root}/src/${file}.js`, text: lines.join('') });
  }
  return files;
}

function manifestOf(pkg) {
  return { name: pkg.name, version: '1.0.0', private: true, scripts: { build }, ...dependenciesOf(pkg) };
}

function dependenciesOf(pkg) {
  return pkg.dependencies.length === 0
    ? {}
    : { dependencies: Object.fromEntries(pkg.dependencies.map((dependency) => [dependency.name, '1.0.0'])) };
}

function write(path, text) {
  const file = join(repository, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
}
