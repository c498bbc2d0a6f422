// Lays the two measurements side by side. usage: node bench/compare.mjs FJORTEN.jsonl ZEN.jsonl
import fs from 'node:fs';

const read = (file) => fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const [ours, zen] = process.argv.slice(2).map(read);
const best = Math.max(...zen.map((row) => row.explained_per_second));
console.log(`\nzen-engine's best with its trace on: ${best} cases a second (12 rules)`);
for (const row of ours) {
  const plain = (row.explained_per_second / best).toFixed(1);
  const json = (row.explained_as_json_per_second / best).toFixed(1);
  console.log(`law + ${row.standard}: ${row.explained_per_second} a second (${plain} times), ` +
    `${row.explained_as_json_per_second} written out as JSON (${json} times)`);
}
