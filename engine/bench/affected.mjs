// Reads what one tool printed about a change and prints the names of the affected packages, sorted, one a line.
//
//     TOOL … | node affected.mjs READER

import { readFileSync } from 'node:fs';

const readers = {
  mergeability: (text) => JSON.parse(text).affected,
  'mergeability-proven': (text) =>
    JSON.parse(text)
      .components.filter((component) => component.state === 'proven')
      .map((component) => component.name),
  'turbo-ls': (text) => JSON.parse(text).packages.items.map((item) => item.name),
  'turbo-dry': (text) => JSON.parse(text).packages,
  names: (text) => text.split('\n').filter((line) => line !== ''),
  lage: (text) => JSON.parse(text).data.scope,
  lerna: (text) => JSON.parse(text).map((item) => item.name),
};

const names = readers[process.argv[2]](readFileSync(0, 'utf8'));
process.stdout.write([...names].sort().map((name) => `${name}\n`).join(''));
