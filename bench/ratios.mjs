// Lays the measurements of one run side by side. usage: node bench/ratios.mjs ENGINE.jsonl ZEN.jsonl DUCKDB.jsonl
// Prints one JSON line for each peer: {"against", "ratio", "ours", "theirs", "unit"}.
import fs from 'node:fs';

const [engine, zen, duckdb] = process.argv.slice(2)
  .map((file) => fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line)));
const ours = (variant) => engine.find((row) => row.variant === variant).median;
const line = (against, mine, theirs) => console.log(JSON.stringify({
  against, ratio: Number((mine / theirs).toPrecision(3)), ours: mine, theirs, unit: 'cases per second of processor time' }));

const population = ours('population, one thread');
// The peer's better way of writing the rules counts.
line('zen-trace', ours('one case, explained'), Math.max(...zen.map((row) => row.explained_per_second)));
line('duckdb', population, Math.max(...duckdb.map((row) => row.median)));
line('scalar-loop', population, ours('scalar loop by hand'));
line('columns-by-hand', population, ours('columns by hand'));
const large = engine.find((row) => row.variant.includes('million cases')).median;
line('ten-thousand-cases', large, ours('population, ten thousand cases'));
