// DuckDB on the twelve rules, in its peers' own best formulation: one SELECT over a table, one thread.
// usage: node bench/duckdb.mjs MODEL.sql CASES.jsonl      prints one JSON line
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { DuckDBInstance } = require('@duckdb/node-api');
const [model, cases] = process.argv.slice(2);
const query = fs.readFileSync(model, 'utf8');
const days = ['contact', 'youth_consent', 'parental_consent', 'application', 'treatment_started', 'discharge', 'followup1',
  'followup6', 'decision', 'complaint', 'reassessed', 'forwarded', 'plan', 'last_plan_review', 'as_of'];
const flags = ['serious_problems', 'free_choice_used', 'waived', 'no_show', 'non_cooperation'];
const columns = Object.entries({ id: 'INTEGER', age: 'INTEGER', gift_cards_given: 'INTEGER', sessions_attended: 'INTEGER',
  offer: 'VARCHAR', residence_municipality: 'VARCHAR', discharge_status: 'VARCHAR',
  ...Object.fromEntries(flags.map((name) => [name, 'BOOLEAN'])), ...Object.fromEntries(days.map((name) => [name, 'DATE'])) })
  .map(([name, type]) => `${name}: '${type}'`).join(', ');

const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await instance.connect();
await connection.run(`CREATE TABLE cases AS SELECT * FROM read_json('${cases}', format='newline_delimited', columns={${columns}})`);
const rows = (await connection.runAndReadAll('SELECT count(*) FROM cases')).getRows();
const count = Number(rows[0][0]);
const rates = [];
for (let round = 0; round < 6; round += 1) {
  const before = process.cpuUsage();
  await connection.run(`CREATE OR REPLACE TEMP TABLE verdicts AS ${query}`);
  const used = process.cpuUsage(before);
  // By the processor time it got, as ours: the machine may be shared.
  if (round > 0) rates.push(count / ((used.user + used.system) / 1e6));
}
rates.sort((a, b) => a - b);
console.log(JSON.stringify({ peer: 'duckdb', variant: 'one SELECT, one thread', n: count, median: Math.round(rates[2]), max: Math.round(rates[4]) }));
