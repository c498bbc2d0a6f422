// npm zen-engine on the peers' twelve rules with its trace on: what a declarative engine with an explanation costs.
// usage: node bench/zen.mjs MODELS CASES.jsonl      prints one JSON line per way of writing the rules
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { ZenEngine, ZenDecisionContent } = require('@gorules/zen-engine');
const [models, casesFile] = process.argv.slice(2);
const cases = fs.readFileSync(casesFile, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const dates = ['contact', 'youth_consent', 'parental_consent', 'application', 'treatment_started', 'discharge',
  'followup1', 'followup6', 'decision', 'complaint', 'reassessed', 'forwarded', 'plan', 'last_plan_review', 'as_of'];
const withDayNumbers = (record) => Object.fromEntries(Object.entries(record).map(([key, value]) =>
  [key, dates.includes(key) && value !== null ? Date.parse(value) / 86400000 : value]));

const engine = new ZenEngine();
let sink = 0;
for (const [name, records] of [['zen_tables_iso', cases], ['zen_expr_day', cases.map(withDayNumbers)]]) {
  const decision = engine.createDecision(new ZenDecisionContent(fs.readFileSync(path.join(models, `${name}.json`))));
  const rates = [];
  for (let round = 0; round < 6; round += 1) {
    const before = process.cpuUsage();
    for (const record of records) sink += Object.keys((await decision.evaluate(record, { trace: true })).trace).length;
    const used = process.cpuUsage(before);
    // By the processor time it got, as ours: the machine may be shared.
    const seconds = (used.user + used.system) / 1e6;
    if (round > 0) rates.push(records.length / seconds);
  }
  rates.sort((a, b) => a - b);
  console.log(JSON.stringify({ peer: 'zen', rules: name, explained_per_second: Math.round(rates[2]), sink }));
}
engine.dispose();
