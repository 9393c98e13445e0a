// Prints one Markdown table of a measurement's rounds: the fastest, median and mean run, processor time, peak memory.
//
//     node table.mjs RESULTS NAME

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, name] = process.argv.slice(2);
const read = (suffix) => readFileSync(join(folder, `${name}.${suffix}`), 'utf8').trim();
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

const rows = read('commands').split('\n').map((line, i) => {
  const rounds = [];
  for (let round = 1; existsSync(join(folder, `${name}.${i}.${round}.json`)); round++) {
    rounds.push(JSON.parse(read(`${i}.${round}.json`)).results[0]);
  }
  const times = rounds.flatMap((round) => round.times);
  const seconds = [Math.min(...times), median(times), mean(times), mean(rounds.map((round) => round.user + round.system))];
  const mebibytes = Math.round(Number(read(`${i}.rss`)) / 1024);
  return `| ${line.split('|')[0]} | ${seconds.map((value) => value.toFixed(3)).join(' | ')} | ${mebibytes} |`;
});

console.log('| command | min s | median s | mean s | processor s | peak MiB |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
console.log(rows.join('\n'));
console.log(`\nLoad average before and after: ${read('load').replace('\n', '; ')}.`);
